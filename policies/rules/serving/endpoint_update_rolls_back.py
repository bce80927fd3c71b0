"""A bad update of an endpoint is undone by itself."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:sagemaker/endpoint:Endpoint",
    why="a model that fails under real traffic keeps all of it until somebody wakes up",
    source="Amazon SageMaker AI Developer Guide, Auto-rollback configuration and monitoring",
)
def endpoint_update_rolls_back(props: Props) -> Iterator[str]:
    """Endpoints name the alarms that undo an update, in a canary as well as all at once."""
    rollback = props.get("deploymentConfig", {}).get("autoRollbackConfiguration", {})
    if not rollback.get("alarms", ()):
        yield "name alarms in auto_rollback_configuration of deployment_config"
