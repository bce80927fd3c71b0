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
