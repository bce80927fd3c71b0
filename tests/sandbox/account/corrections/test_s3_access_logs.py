from tests.sandbox.account.level_0 import REGION, Clients


def test_reading_a_logged_bucket_writes_nothing(clients: Clients) -> None:
    s3 = clients.s3
    for name in ("read", "log"):
        s3.create_bucket(
            Bucket=f"access-{name}", CreateBucketConfiguration={"LocationConstraint": REGION}
        )
    writers = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    s3.put_bucket_ownership_controls(Bucket="access-log", OwnershipControls=writers)
    s3.put_bucket_acl(Bucket="access-log", ACL="log-delivery-write")
    logging = {"LoggingEnabled": {"TargetBucket": "access-log", "TargetPrefix": ""}}
    s3.put_bucket_logging(Bucket="access-read", BucketLoggingStatus=logging)
    s3.list_objects_v2(Bucket="access-read")
    assert s3.list_objects_v2(Bucket="access-log")["KeyCount"] == 0
