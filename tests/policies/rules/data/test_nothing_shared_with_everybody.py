from policies.testing import UNKNOWN, Case, Cases, resource

DOCUMENT = "aws:ssm/document:Document"
IMAGE = "aws:ec2/amiLaunchPermission:AmiLaunchPermission"
SNAPSHOT = "aws:rds/snapshot:Snapshot"

CASES = Cases(
    passes={
        "an account": (resource(SNAPSHOT, sharedAccounts=["111122223333"]),),
        "nobody": (resource(DOCUMENT),),
        "an image for one": (resource(IMAGE, accountId="111122223333"),),
    },
    fails={
        "a snapshot": Case(
            (resource(SNAPSHOT, sharedAccounts=["all"]),),
            ("it: name the accounts in shared_accounts, got 'all'",),
        ),
        "a document": Case(
            (resource(DOCUMENT, permissions={"type": "Share", "account_ids": "All"}),),
            ("it: name the accounts in account_ids of permissions, got 'All'",),
        ),
        "an image": Case(
            (resource(IMAGE, group="all"),),
            ("it: name the accounts in account_id, got group 'all'",),
        ),
    },
    not_known={
        "whom": Case((resource(SNAPSHOT, sharedAccounts=[UNKNOWN]),), ("it?: sharedAccounts[0]",))
    },
)
