"""A key, buckets, a catalogue with queries, and a repository of images."""

import json
from collections.abc import Callable
from typing import Any

from tests.sandbox.account.level_0.clients import REGION, Clients
from tests.sandbox.account.level_0.values import KEY_POLICY, TAGS, TRUST

PULL = TRUST.replace("sts:AssumeRole", "ecr:BatchGetImage")


def create(c: Clients) -> dict[str, Any]:
    key = c.kms.create_key(
        Policy=KEY_POLICY,
        Tags=[{"TagKey": "team", "TagValue": "fraud"}],
    )["KeyMetadata"]
    c.kms.enable_key_rotation(KeyId=key["KeyId"])
    c.kms.create_alias(AliasName="alias/fraud", TargetKeyId=key["KeyId"])
    s3 = c.s3
    for name in ("fraud-raw", "fraud-log"):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_versioning(Bucket="fraud-raw", VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_encryption(
        Bucket="fraud-raw",
        ServerSideEncryptionConfiguration={
            "Rules": [
                {
                    "ApplyServerSideEncryptionByDefault": {
                        "SSEAlgorithm": "aws:kms",
                        "KMSMasterKeyID": key["Arn"],
                    },
                    "BucketKeyEnabled": True,
                }
            ]
        },
    )
    s3.put_public_access_block(
        Bucket="fraud-raw",
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
    )
    s3.put_bucket_ownership_controls(
        Bucket="fraud-raw",
        OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
    )
    s3.put_bucket_lifecycle_configuration(
        Bucket="fraud-raw",
        LifecycleConfiguration={
            "Rules": [
                {
                    "ID": "old",
                    "Status": "Enabled",
                    "Filter": {},
                    "NoncurrentVersionExpiration": {"NoncurrentDays": 90},
                    "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
                }
            ]
        },
    )
    s3.put_bucket_policy(
        Bucket="fraud-raw",
        Policy=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Deny",
                        "Principal": "*",
                        "Action": "s3:*",
                        "Resource": "arn:aws:s3:::fraud-raw/*",
                        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                    }
                ],
            }
        ),
    )
    writers = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    s3.put_bucket_ownership_controls(Bucket="fraud-log", OwnershipControls=writers)
    s3.put_bucket_acl(Bucket="fraud-log", ACL="log-delivery-write")
    s3.put_bucket_logging(
        Bucket="fraud-raw",
        BucketLoggingStatus={
            "LoggingEnabled": {"TargetBucket": "fraud-log", "TargetPrefix": "raw/"}
        },
    )
    s3.put_bucket_notification_configuration(
        Bucket="fraud-raw", NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    s3.put_object(
        Bucket="fraud-raw", Key="a/b c.csv", Body=b"a,b\n1,2\n", Metadata={"made_by": "x"}
    )
    c.glue.create_database(
        DatabaseInput={"Name": "fraud", "LocationUri": "s3://fraud-raw/"}, Tags={"team": "fraud"}
    )
    c.glue.create_security_configuration(
        Name="fraud",
        EncryptionConfiguration={
            "S3Encryption": [{"S3EncryptionMode": "SSE-KMS", "KmsKeyArn": key["Arn"]}]
        },
    )
    c.athena.create_work_group(
        Name="fraud",
        Configuration={
            "BytesScannedCutoffPerQuery": 10_000_000,
            "EnforceWorkGroupConfiguration": True,
            "ResultConfiguration": {"OutputLocation": "s3://fraud-raw/athena/"},
        },
        Tags=TAGS,
    )
    c.athena.update_work_group(
        WorkGroup="fraud",
        ConfigurationUpdates={
            "BytesScannedCutoffPerQuery": 20_000_000,
            "ResultConfigurationUpdates": {"OutputLocation": "s3://fraud-raw/results/"},
        },
    )
    query = c.athena.start_query_execution(QueryString="SELECT 1", WorkGroup="fraud")
    c.ecr.create_repository(
        repositoryName="fraud",
        imageTagMutability="IMMUTABLE",
        encryptionConfiguration={"encryptionType": "KMS", "kmsKey": key["Arn"]},
        tags=TAGS,
    )
    c.ecr.put_lifecycle_policy(
        repositoryName="fraud",
        lifecyclePolicyText=json.dumps(
            {
                "rules": [
                    {
                        "rulePriority": 1,
                        "selection": {
                            "tagStatus": "untagged",
                            "countType": "sinceImagePushed",
                            "countUnit": "days",
                            "countNumber": 14,
                        },
                        "action": {"type": "expire"},
                    }
                ]
            }
        ),
    )
    c.ecr.set_repository_policy(repositoryName="fraud", policyText=PULL)
    return {"key": key["KeyId"], "key_arn": key["Arn"], "query": query["QueryExecutionId"]}


def reads(c: Clients, ids: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    s3 = c.s3
    bucket = {"Bucket": "fraud-raw"}
    return {
        "key": lambda: c.kms.describe_key(KeyId=ids["key"]),
        "key policy": lambda: c.kms.get_key_policy(KeyId=ids["key"], PolicyName="default"),
        "rotation": lambda: c.kms.get_key_rotation_status(KeyId=ids["key"]),
        "aliases": c.kms.list_aliases,
        "bucket": lambda: s3.head_bucket(**bucket),
        "versioning": lambda: s3.get_bucket_versioning(**bucket),
        "encryption": lambda: s3.get_bucket_encryption(**bucket),
        "public access": lambda: s3.get_public_access_block(**bucket),
        "ownership": lambda: s3.get_bucket_ownership_controls(**bucket),
        "lifecycle": lambda: s3.get_bucket_lifecycle_configuration(**bucket),
        "bucket policy": lambda: s3.get_bucket_policy(**bucket),
        "logging": lambda: s3.get_bucket_logging(**bucket),
        "notification": lambda: s3.get_bucket_notification_configuration(**bucket),
        "object": lambda: s3.head_object(**bucket, Key="a/b c.csv"),
        "versions": lambda: s3.list_object_versions(**bucket),
        "database": lambda: c.glue.get_database(Name="fraud"),
        "glue security": lambda: c.glue.get_security_configuration(Name="fraud"),
        "workgroup": lambda: c.athena.get_work_group(WorkGroup="fraud"),
        "query": lambda: c.athena.get_query_execution(QueryExecutionId=ids["query"]),
        "repository": c.ecr.describe_repositories,
        "image lifecycle": lambda: c.ecr.get_lifecycle_policy(repositoryName="fraud"),
        "image policy": lambda: c.ecr.get_repository_policy(repositoryName="fraud"),
    }


def delete(c: Clients, ids: dict[str, Any]) -> None:
    c.ecr.delete_repository_policy(repositoryName="fraud")
    c.ecr.delete_lifecycle_policy(repositoryName="fraud")
    c.ecr.delete_repository(repositoryName="fraud")
    c.athena.delete_work_group(WorkGroup="fraud")
    c.glue.delete_security_configuration(Name="fraud")
    c.glue.delete_database(Name="fraud")
    for version in c.s3.list_object_versions(Bucket="fraud-raw")["Versions"]:
        c.s3.delete_object(Bucket="fraud-raw", Key=version["Key"], VersionId=version["VersionId"])
    c.s3.delete_bucket_policy(Bucket="fraud-raw")
    for name in ("fraud-raw", "fraud-log"):
        c.s3.delete_bucket(Bucket=name)
    c.kms.delete_alias(AliasName="alias/fraud")
    c.kms.schedule_key_deletion(KeyId=ids["key"], PendingWindowInDays=7)
