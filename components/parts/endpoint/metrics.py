"""Names under which CloudWatch keeps what an inference endpoint does."""

INVOCATIONS_NAMESPACE = "AWS/SageMaker"
"""Where SageMaker counts and times invocations."""

INSTANCES_NAMESPACE = "/aws/sagemaker/Endpoints"
"""Where SageMaker keeps the load of an endpoint's instances; also the start of its log groups."""

VARIANT = "primary"
"""Name of the variant of every endpoint's own model; its scaling is tied to it."""
