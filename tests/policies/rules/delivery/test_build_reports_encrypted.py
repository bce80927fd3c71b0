from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource


def reports(**bucket: object) -> object:
    return resource(
        "aws:codebuild/reportGroup:ReportGroup",
        exportConfig={"type": "S3", "s3Destination": {"bucket": "reports", **bucket}},
    )


CASES = Cases(
    passes={
        "encrypted": (reports(),),
        "not exported": (
            resource("aws:codebuild/reportGroup:ReportGroup", exportConfig={"type": "NO_EXPORT"}),
        ),
    },
    fails={
        "in the clear": Case(
            (reports(encryptionDisabled=True),),
            ("it: leave encryption_disabled of s3_destination out",),
        )
    },
    not_known={
        "whether": Case(
            (reports(encryptionDisabled=UNKNOWN),),
            ("it?: exportConfig.s3Destination.encryptionDisabled",),
        )
    },
)
