from policies.testing import UNKNOWN, Case, Cases, resource

BUCKET = resource("aws:s3/bucket:Bucket", "raw")
EXPIRY = {"status": "Enabled", "noncurrentVersionExpiration": {"noncurrentDays": 90}}
SAYS = ("raw: let its BucketLifecycleConfiguration expire versions that are not current",)


def of_raw(type_: str, **inputs: object) -> object:
    return resource(type_, comes_from={"bucket": BUCKET}, bucket="<<raw#bucket>>", **inputs)


def lifecycle(*rules: object) -> object:
    token = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
    return of_raw(token, rules=list(rules))


VERSIONED = of_raw(
    "aws:s3/bucketVersioning:BucketVersioning", versioningConfiguration={"status": "Enabled"}
)

CASES = Cases(
    passes={
        "for all objects": (BUCKET, VERSIONED, lifecycle({**EXPIRY, "filter": {}})),
        "no versions": (BUCKET,),
    },
    fails={
        "nothing said": Case((BUCKET, VERSIONED), SAYS),
        "for some objects": Case(
            (BUCKET, VERSIONED, lifecycle({**EXPIRY, "filter": {"prefix": "tmp/"}})), SAYS
        ),
        "a rule that is off": Case(
            (BUCKET, VERSIONED, lifecycle({**EXPIRY, "status": "Disabled"})), SAYS
        ),
    },
    not_known={
        "whether the rule is on": Case(
            (BUCKET, VERSIONED, lifecycle({**EXPIRY, "status": UNKNOWN})),
            ("raw?: rules[0].status",),
        ),
        "the days": Case(
            (BUCKET, VERSIONED, lifecycle({**EXPIRY, "noncurrentVersionExpiration": UNKNOWN}))
        ),
    },
)
