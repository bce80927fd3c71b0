"""What the personas that build models may do with data: zones, catalogue, SQL, the key."""

from collections.abc import Iterator

import pulumi

from components.parts.lake.catalogue import QUERY_RESULTS
from components.parts.persona.scope import MLFLOW, SCRATCH, PersonaScope
from components.policy_document import Statement


def data_statements(scope: PersonaScope) -> Iterator[Statement]:
    """Read every zone, write the scratch folders, query with SQL, use the stack's key."""
    yield {
        "Sid": "ListZones",
        "Effect": "Allow",
        "Action": ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        "Resource": [scope.bucket(name) for name in scope.buckets],
    }
    yield {
        "Sid": "ReadZones",
        "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"],
        "Resource": [scope.objects(name) for name in scope.buckets],
    }
    yield {
        "Sid": "WriteScratch",
        "Effect": "Allow",
        "Action": [
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:ListMultipartUploadParts",
            "s3:PutObject",
            "s3:PutObjectTagging",
        ],
        "Resource": [
            scope.objects(scope.features_bucket, SCRATCH),
            scope.objects(scope.artifacts_bucket, SCRATCH),
            scope.objects(scope.artifacts_bucket, MLFLOW),
            # Athena writes results with the permissions of whoever asks.
            scope.objects(scope.artifacts_bucket, QUERY_RESULTS),
        ],
    }
    yield {
        "Sid": "QueryInTheTeamsWorkgroup",
        "Effect": "Allow",
        "Action": [
            "athena:BatchGetQueryExecution",
            "athena:CreateNamedQuery",
            "athena:CreatePreparedStatement",
            "athena:DeleteNamedQuery",
            "athena:DeletePreparedStatement",
            "athena:GetNamedQuery",
            "athena:GetPreparedStatement",
            "athena:GetQueryExecution",
            "athena:GetQueryResults",
            "athena:GetQueryResultsStream",
            "athena:GetWorkGroup",
            "athena:ListNamedQueries",
            "athena:ListQueryExecutions",
            "athena:StartQueryExecution",
            "athena:StopQueryExecution",
        ],
        "Resource": scope.aws.arn("athena", _path("workgroup/", scope.workgroup_name)),
    }
    yield {
        "Sid": "ReadCatalogue",
        "Effect": "Allow",
        "Action": [
            "glue:BatchGetPartition",
            "glue:GetDatabase",
            "glue:GetDatabases",
            "glue:GetPartition",
            "glue:GetPartitions",
            "glue:GetTable",
            "glue:GetTables",
            "glue:SearchTables",
        ],
        "Resource": [
            scope.aws.arn("glue", "catalog"),
            scope.aws.arn("glue", _path("database/", scope.database_name)),
            scope.aws.arn("glue", _path("table/", scope.database_name, "/*")),
        ],
    }
    yield {
        # Athena looks for the database called default before it runs anything, and makes it in an
        # account that has none (Athena User Guide, "Configure access to databases and tables").
        "Sid": "DefaultDatabaseThatAthenaAsksFor",
        "Effect": "Allow",
        "Action": ["glue:CreateDatabase", "glue:GetDatabase", "glue:GetDatabases"],
        "Resource": [scope.aws.arn("glue", "catalog"), scope.aws.arn("glue", "database/default")],
    }
    yield {
        "Sid": "BrowseCatalogue",
        "Effect": "Allow",
        "Action": [
            "athena:GetDataCatalog",
            "athena:GetDatabase",
            "athena:GetTableMetadata",
            "athena:ListDatabases",
            "athena:ListTableMetadata",
        ],
        "Resource": scope.aws.arn("athena", "datacatalog/AwsDataCatalog"),
    }
    yield {
        "Sid": "UseTheStacksKey",
        "Effect": "Allow",
        "Action": [
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey*",
            "kms:ReEncrypt*",
        ],
        "Resource": scope.kms_key_arn,
    }
    yield {
        # Volumes of jobs, endpoints and Studio spaces outlive the call that starts them.
        "Sid": "LendTheKeyToAwsServices",
        "Effect": "Allow",
        "Action": "kms:CreateGrant",
        "Resource": scope.kms_key_arn,
        "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
    }
    yield {
        "Sid": "PullImagesOfTheTeam",
        "Effect": "Allow",
        "Action": [
            "ecr:BatchGetImage",
            "ecr:DescribeImages",
            "ecr:DescribeImageScanFindings",
            "ecr:GetDownloadUrlForLayer",
            "ecr:ListImages",
        ],
        "Resource": scope.team_images,
    }
    yield {
        # Whoever registers a version must be able to see its image, and AWS publishes images from
        # accounts that differ by region and framework; each still decides who may pull.
        "Sid": "PullImagesThatModelsNeed",
        "Effect": "Allow",
        "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        "Resource": pulumi.Output.concat(
            "arn:", scope.aws.partition, ":ecr:", scope.aws.region, ":*:repository/*"
        ),
    }
    yield {
        "Sid": "ReadJobDefaults",
        "Effect": "Allow",
        "Action": ["ssm:GetParameter", "ssm:GetParameters"],
        "Resource": scope.aws.arn("ssm", f"parameter/stepwell/{scope.prefix}/*"),
    }


def _path(head: str, name: pulumi.Input[str], tail: str = "") -> pulumi.Output[str]:
    return pulumi.Output.concat(head, name, tail)
