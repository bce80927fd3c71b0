import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DEFINITION = "aws:batch/jobDefinition:JobDefinition"


def definition(**container: object) -> object:
    return resource(DEFINITION, containerProperties=json.dumps(container))


def on_nodes(**container: object) -> object:
    nodes = {"nodeRangeProperties": [{"targetNodes": "0:", "container": container}]}
    return resource(DEFINITION, nodeProperties=json.dumps(nodes))


CASES = Cases(
    passes={
        "nothing said": (definition(image="<<images#repositoryUrl>>:1"),),
        "no": (definition(privileged=False),),
        "on Kubernetes": (
            resource(DEFINITION, eksProperties={"podProperties": {"containers": [{"image": "i"}]}}),
        ),
    },
    fails={
        "one": Case((definition(privileged=True),), ("it: set privileged to False",)),
        "on several nodes": Case((on_nodes(privileged=True),), ("it: set privileged to False",)),
        "of several in a task": Case(
            (
                resource(
                    DEFINITION,
                    ecsProperties=json.dumps(
                        {"taskProperties": [{"containers": [{}, {"privileged": True}]}]}
                    ),
                ),
            ),
            ("it: set privileged to False",),
        ),
        "on Kubernetes": Case(
            (
                resource(
                    DEFINITION,
                    eksProperties={
                        "podProperties": {"containers": [{"securityContext": {"privileged": True}}]}
                    },
                ),
            ),
            ("it: set privileged of security_context to False",),
        ),
    },
    not_known={
        "the container": Case(
            (resource(DEFINITION, containerProperties=UNKNOWN),), ("it?: containerProperties",)
        )
    },
)
