from policies.testing import UNKNOWN, Case, Cases, resource

LUSTRE = "aws:fsx/lustreFileSystem:LustreFileSystem"
KEPT = {"deploymentType": "PERSISTENT_2"}

CASES = Cases(
    passes={
        "copied": (resource(LUSTRE, **KEPT, copyTagsToBackups=True),),
        "no backups": (resource(LUSTRE, deploymentType="SCRATCH_2"),),
    },
    fails={
        "nothing said": Case((resource(LUSTRE, **KEPT),), ("it: set copy_tags_to_backups to True",))
    },
    not_known={
        "whether": Case(
            (resource(LUSTRE, **KEPT, copyTagsToBackups=UNKNOWN),), ("it?: copyTagsToBackups",)
        )
    },
)
