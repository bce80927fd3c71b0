from policies.testing import UNKNOWN, Case, Cases, resource

DATABASE = "aws:rds/instance:Instance"

CASES = Cases(
    passes={"on": (resource(DATABASE, copyTagsToSnapshot=True),)},
    fails={"by default": Case((resource(DATABASE),), ("it: set copy_tags_to_snapshot to True",))},
    not_known={
        "whether": Case(
            (resource(DATABASE, copyTagsToSnapshot=UNKNOWN),), ("it?: copyTagsToSnapshot",)
        )
    },
)
