"""The services of AWS that a platform without internet calls from inside its VPC."""

WITHOUT_INTERNET = (
    "athena",
    "batch",
    "ecr.api",
    "ecr.dkr",
    "ecs",
    "ecs-agent",
    "ecs-telemetry",
    "events",
    "experiments",
    "glue",
    "kms",
    "logs",
    "monitoring",
    "sagemaker.api",
    "sagemaker.featurestore-runtime",
    "sagemaker.runtime",
    "sns",
    "ssm",
    "sts",
    "studio",
)
"""Services that the platform calls from inside the VPC; `experiments` is managed MLflow."""

TAKE_A_POLICY = frozenset(WITHOUT_INTERNET) - {"ecs-agent", "ecs-telemetry"} | {
    "bedrock-runtime",
    "lambda",
    "notebook",
    "secretsmanager",
    "sqs",
    "states",
}
"""Services whose endpoints may have a policy.

AWS refuses one for others ("only supports the full-access endpoint policy"), and names them per
region only, so an endpoint of a service that is not here gets none.
"""
