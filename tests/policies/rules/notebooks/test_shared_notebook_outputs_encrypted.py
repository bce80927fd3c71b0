from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DOMAIN = "aws:sagemaker/domain:Domain"
PROFILE = "aws:sagemaker/userProfile:UserProfile"


def sharing(option: object, **rest: object) -> dict[str, object]:
    return {"sharingSettings": {"notebookOutputOption": option, **rest}}


FIX = "it: set s3_kms_key_id of sharing_settings to the stack's key"

CASES = Cases(
    passes={
        "nothing said": (resource(DOMAIN, defaultUserSettings={"executionRole": "arn:x"}),),
        "off": (resource(DOMAIN, defaultUserSettings=sharing("Disabled")),),
        "on, under the key": (
            resource(DOMAIN, defaultUserSettings=sharing("Allowed", s3KmsKeyId="<<key#arn>>")),
        ),
    },
    fails={
        "on": Case((resource(DOMAIN, defaultUserSettings=sharing("Allowed")),), (FIX,)),
        "on, for one person": Case((resource(PROFILE, userSettings=sharing("Allowed")),), (FIX,)),
        "on, under the key of S3": Case(
            (resource(DOMAIN, defaultUserSettings=sharing("Allowed", s3KmsKeyId="alias/aws/s3")),),
            (f"{FIX}, got 'alias/aws/s3', which AWS manages",),
        ),
    },
    not_known={
        "whether": Case(
            (resource(DOMAIN, defaultUserSettings=sharing(UNKNOWN)),),
            ("it?: defaultUserSettings.sharingSettings.notebookOutputOption",),
        ),
        "the key": Case(
            (resource(DOMAIN, defaultUserSettings=sharing("Allowed", s3KmsKeyId=UNKNOWN)),)
        ),
    },
)
