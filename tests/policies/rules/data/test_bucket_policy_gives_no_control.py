from policies.testing import UNKNOWN, Case, Cases, document, resource

POLICY = "aws:s3/bucketPolicy:BucketPolicy"
OTHER = {"AWS": "arn:aws:iam::111122223333:role/reader"}


def allowing(action: object, principal: object = OTHER, **rest: object) -> object:
    statement = {"Action": action, "Principal": principal, "Resource": "<<raw#arn>>/*", **rest}
    return resource(POLICY, policy=document(statement))


CASES = Cases(
    passes={
        "reading": (allowing(["s3:GetObject", "s3:ListBucket"]),),
        "writing": (allowing("s3:PutObject"),),
        "a denial": (allowing("s3:*", "*", Effect="Deny"),),
        "a service": (allowing("s3:PutObject*", {"Service": "logging.s3.amazonaws.com"}),),
    },
    fails={
        "everything": Case(
            (allowing("s3:*", Sid="Partner"),),
            ("it: take s3:deletebucketpolicy out of statement Partner",),
        ),
        "a wildcard that reaches further than it looks": Case(
            (allowing("s3:PutObject*"),), ("it: take s3:putobjectacl out of statement #1",)
        ),
        "everybody": Case(
            (allowing("s3:PutBucketPolicy", "*"),),
            ("it: take s3:putbucketpolicy out of statement #1",),
        ),
    },
    not_known={
        "the document": Case((resource(POLICY, policy=UNKNOWN),), ("it?: policy",)),
        "who": Case(
            (allowing("s3:PutBucketAcl", {"AWS": "<<role#arn>>"}),),
            ("it: take s3:putbucketacl out of statement #1",),
        ),
    },
)
