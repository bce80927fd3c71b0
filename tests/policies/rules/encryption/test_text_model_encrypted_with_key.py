from policies.testing import UNKNOWN, Case, Cases, resource

MODEL = "aws:comprehend/entityRecognizer:EntityRecognizer"

CASES = Cases(
    passes={"both": (resource(MODEL, modelKmsKeyId="<<key#arn>>", volumeKmsKeyId="<<key#arn>>"),)},
    fails={
        "the disk": Case(
            (resource(MODEL, modelKmsKeyId="<<key#arn>>"),),
            ("it: set volume_kms_key_id to the stack's key",),
        ),
        "the model": Case(
            (resource(MODEL, volumeKmsKeyId="<<key#arn>>"),),
            ("it: set model_kms_key_id to the stack's key",),
        ),
    },
    not_known={"the keys": Case((resource(MODEL, modelKmsKeyId=UNKNOWN, volumeKmsKeyId=UNKNOWN),))},
)
