"""Names under which CloudWatch keeps what an inference endpoint does."""

INVOCATIONS_NAMESPACE = "AWS/SageMaker"
"""Where SageMaker counts and times invocations."""

INSTANCES_NAMESPACE = "/aws/sagemaker/Endpoints"
"""Where SageMaker keeps the load of an endpoint's instances; also the start of its log groups."""

VARIANT = "primary"
"""Name of the one production variant of every endpoint; its scaling is tied to it."""
