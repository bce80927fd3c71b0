from policies.testing import UNKNOWN, Case, Cases, resource


def pipeline(key: object) -> object:
    return resource(
        "aws:codepipeline/pipeline:Pipeline",
        artifactStores=[{"location": "artifacts", "type": "S3", "encryptionKey": key}],
    )


CASES = Cases(
    passes={"the key": (pipeline({"id": "<<key#arn>>", "type": "KMS"}),)},
    fails={
        "none": Case(
            (pipeline(None),),
            ("it: set id of artifactStores[0].encryptionKey to the stack's key",),
        )
    },
    not_known={"the key": Case((pipeline({"id": UNKNOWN, "type": "KMS"}),))},
)
