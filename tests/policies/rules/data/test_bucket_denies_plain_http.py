from plan.plan import UNKNOWN
from policies.testing import Case, Cases, document, resource

BUCKET = resource("aws:s3/bucket:Bucket", "raw")
PLAIN = {"Bool": {"aws:SecureTransport": "false"}}


def policy(**statement: object) -> object:
    denial = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": ["<<raw#arn>>", "<<raw#arn>>/*"],
        "Condition": PLAIN,
        **statement,
    }
    return with_document(document(denial))


def with_document(text: object) -> object:
    return resource(
        "aws:s3/bucketPolicy:BucketPolicy",
        comes_from={"bucket": BUCKET},
        bucket="<<raw#bucket>>",
        policy=text,
    )


MISSING = ("raw: deny requests without TLS in its bucket policy",)

CASES = Cases(
    passes={
        "denied": (BUCKET, policy()),
        "denied to all of AWS, with a real boolean": (
            BUCKET,
            policy(Principal={"AWS": "*"}, Condition={"Bool": {"aws:SecureTransport": False}}),
        ),
    },
    fails={
        "no policy": Case((BUCKET,), MISSING),
        "denied to one": Case((BUCKET, policy(Principal={"AWS": "arn:x"})), MISSING),
        "reads only": Case((BUCKET, policy(Action="s3:GetObject")), MISSING),
        "the bucket, but not its objects": Case(
            (BUCKET, policy(Resource=["<<raw#arn>>"])), MISSING
        ),
        "only under another condition too": Case(
            (BUCKET, policy(Condition={**PLAIN, "StringEquals": {"aws:userid": "x"}})), MISSING
        ),
        "the wrong way round": Case(
            (BUCKET, policy(Condition={"Bool": {"aws:SecureTransport": "true"}})), MISSING
        ),
    },
    not_known={"the policy": Case((BUCKET, with_document(UNKNOWN)), ("raw?: policy",))},
)
