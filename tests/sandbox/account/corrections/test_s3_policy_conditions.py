from tests.sandbox.account.corrections.support import refused, role
from tests.sandbox.account.level_0 import Clients


def test_an_upload_passes_a_policy_that_wants_tls(clients: Clients) -> None:
    s3 = clients.s3
    s3.create_bucket(Bucket="tls", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    statement = (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",'
        '"Resource":"arn:aws:s3:::tls/*"%s}]}'
    )
    condition = ',"Condition":{"Bool":{"aws:SecureTransport":"false"}}'
    s3.put_bucket_policy(Bucket="tls", Policy=statement % condition)
    s3.put_object(Bucket="tls", Key="k", Body=b"x")
    s3.put_bucket_policy(Bucket="tls", Policy=statement % "")
    assert refused(s3.put_object, Bucket="tls", Key="k", Body=b"x")[0] == "403"


def test_an_upload_passes_a_policy_that_refuses_somebody_else(clients: Clients) -> None:
    s3 = clients.s3
    s3.create_bucket(Bucket="closed", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    statement = (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"%s"},'
        '"Action":"s3:*","Resource":"arn:aws:s3:::closed/*"}]}'
    )
    s3.put_bucket_policy(Bucket="closed", Policy=statement % role(clients.iam, "r"))
    s3.put_object(Bucket="closed", Key="k", Body=b"x")
    s3.put_bucket_policy(Bucket="closed", Policy=statement % "arn:aws:iam::000000000000:root")
    assert refused(s3.put_object, Bucket="closed", Key="k", Body=b"x")[0] == "403"
