from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
TAGS = {"team": "fraud"}


def tagging(*kinds: object, tags: object = TAGS) -> object:
    return resource(TEMPLATE, tagSpecifications=[{"resourceType": k, "tags": tags} for k in kinds])


CASES = Cases(
    passes={"both": (tagging("instance", "volume"),)},
    fails={
        "nothing said": Case(
            (resource(TEMPLATE),),
            (
                "it: add tags for resource_type 'instance' to tag_specifications",
                "it: add tags for resource_type 'volume' to tag_specifications",
            ),
        ),
        "machines alone": Case(
            (tagging("instance"),),
            ("it: add tags for resource_type 'volume' to tag_specifications",),
        ),
    },
    not_known={
        "which tags": Case((tagging("instance", "volume", tags=UNKNOWN),)),
        "of what": Case((tagging(UNKNOWN),), ("it?: tagSpecifications[0].resourceType",)),
    },
)
