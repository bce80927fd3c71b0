from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

FILES = resource("aws:efs/fileSystem:FileSystem", "files")
MISSING = ("files: declare a BackupPolicy with status 'ENABLED' for it",)


def policy(status: object) -> object:
    return resource(
        "aws:efs/backupPolicy:BackupPolicy",
        "policy",
        comes_from={"fileSystemId": FILES},
        fileSystemId="<<files#id>>",
        backupPolicy={"status": status},
    )


CASES = Cases(
    passes={"each day": (FILES, policy("ENABLED"))},
    fails={
        "never": Case((FILES,), MISSING),
        "switched off": Case((FILES, policy("DISABLED")), MISSING),
    },
    not_known={"whether": Case((FILES, policy(UNKNOWN)), ("files?: backupPolicy.status",))},
)
