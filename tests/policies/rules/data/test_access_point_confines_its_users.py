from policies.testing import UNKNOWN, Case, Cases, resource

POINT = "aws:efs/accessPoint:AccessPoint"
USER = {"uid": 1000, "gid": 1000}

CASES = Cases(
    passes={
        "a folder and a user": (resource(POINT, posixUser=USER, rootDirectory={"path": "/a"}),)
    },
    fails={
        "nothing said": Case(
            (resource(POINT),),
            (
                "it: set posix_user to the user and group that files get",
                "it: set path of root_directory to a folder, got '/'",
            ),
        ),
        "the root": Case(
            (resource(POINT, posixUser=USER, rootDirectory={"path": "/"}),),
            ("it: set path of root_directory to a folder, got '/'",),
        ),
    },
    not_known={
        "the folder": Case(
            (resource(POINT, posixUser=USER, rootDirectory={"path": UNKNOWN}),),
            ("it?: rootDirectory.path",),
        ),
        "the user is one": Case(
            (resource(POINT, posixUser=UNKNOWN, rootDirectory={"path": "/a"}),)
        ),
    },
)
