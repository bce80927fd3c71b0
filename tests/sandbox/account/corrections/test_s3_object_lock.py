from tests.sandbox.account.level_0 import Clients


def test_a_bucket_with_objects_can_be_locked(clients: Clients) -> None:
    s3 = clients.s3
    s3.create_bucket(Bucket="full", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_versioning(Bucket="full", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="full", Key="a", Body=b"1")
    lock = {"ObjectLockEnabled": "Enabled"}
    s3.put_object_lock_configuration(Bucket="full", ObjectLockConfiguration=lock)
    assert s3.get_object_lock_configuration(Bucket="full")["ObjectLockConfiguration"] == lock
    assert s3.get_object(Bucket="full", Key="a")["Body"].read() == b"1"
