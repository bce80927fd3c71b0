from policies.testing import UNKNOWN, Case, Cases, resource

RDS = "aws:rds/instance:Instance"
WAREHOUSE = "aws:redshift/cluster:Cluster"
MISSING = ("it: set manage_master_user_password to True instead of a password",)

CASES = Cases(
    passes={"managed": (resource(RDS, manageMasterUserPassword=True),)},
    fails={
        "written": Case((resource(RDS, password="a b c"),), MISSING),
        "of a warehouse": Case(
            (resource(WAREHOUSE, masterPassword="a b c"),),
            ("it: set manage_master_password to True instead of a password",),
        ),
    },
    not_known={"the password": Case((resource(RDS, password=UNKNOWN),), MISSING)},
)
