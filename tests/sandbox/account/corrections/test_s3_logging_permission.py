import json
from typing import Any

from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import REGION, Clients

EVERYBODY = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": "arn:aws:s3:::delivered/*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
LOGS = {
    "Effect": "Allow",
    "Principal": {"Service": "logging.s3.amazonaws.com"},
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::delivered/raw/*",
}


def test_delivery_needs_a_statement_that_covers_it(clients: Clients) -> None:
    s3 = clients.s3
    for name in ("logged", "delivered"):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})

    def log_to(prefix: str) -> dict[str, Any]:
        enabled = {"TargetBucket": "delivered", "TargetPrefix": prefix}
        return {"Bucket": "logged", "BucketLoggingStatus": {"LoggingEnabled": enabled}}

    policy = {"Version": "2012-10-17", "Statement": [EVERYBODY, LOGS]}
    s3.put_bucket_policy(Bucket="delivered", Policy=json.dumps(policy))
    s3.put_bucket_logging(**log_to("raw/"))
    code, _ = refused(s3.put_bucket_logging, **log_to("other/"))
    assert code == "InvalidTargetBucketForLogging"
