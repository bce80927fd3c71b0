import base64

from policies.testing import UNKNOWN, Case, Cases, resource

INSTANCE = "aws:ec2/instance:Instance"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
ENCODED = base64.b64encode(b"#!/bin/sh\nexport DB_PASSWORD=correct-horse\n").decode()

CASES = Cases(
    passes={
        "none": (resource(INSTANCE),),
        "a script": (resource(INSTANCE, userData="#!/bin/sh\ndnf install -y jq\n"),),
        "a secret that is fetched": (
            resource(INSTANCE, userData="export DB_PASSWORD=$(fetch db)\n"),
        ),
    },
    fails={
        "a key of AWS": Case(
            (resource(INSTANCE, userData="export ID=AKIAIOSFODNN7EXAMPLE"),),
            ("it: take the key out of userData",),
        ),
        "a password in a template": Case(
            (resource(TEMPLATE, userData=ENCODED),), ("it: take DB_PASSWORD out of userData",)
        ),
        "a token, encoded": Case(
            (resource(INSTANCE, userDataBase64=ENCODED),),
            ("it: take DB_PASSWORD out of userDataBase64",),
        ),
    },
    not_known={"all of it": Case((resource(INSTANCE, userData=UNKNOWN),), ("it?: userData",))},
)
