"""An endpoint outlives one machine, and one data centre."""

from collections.abc import Iterator

from policies.endpoints import ENDPOINT_CONFIGS, is_serverless
from policies.rule import Props, rule


@rule(
    applies_to=ENDPOINT_CONFIGS,
    why="one failed machine, or one zone without power, and callers get no answer for minutes",
    source="AWS Security Hub, control SageMaker.4",
)
def endpoint_has_two_instances(props: Props) -> Iterator[str]:
    """Variants on machines start with two or more; asynchronous ones let requests wait."""
    if "asyncInferenceConfig" in props:
        return
    for variant in props.objects("productionVariants"):
        # One that shares machines among models says how many at the least (InstancePools, or
        # ManagedInstanceScaling), and starts with as many.
        count = 2 if is_serverless(variant) else variant.get("initialInstanceCount", 1)
        if count < 2:
            yield f"set initial_instance_count of a variant to 2 or more, got {count}"
