"""Rules of Batch's compute environments and job definitions."""

from typing import TYPE_CHECKING, Any

from sandbox.rules import Params, account_rule, rule

if TYPE_CHECKING:
    from sandbox.account.context import Context

_CREATE = ("batch", "CreateComputeEnvironment")


def _resources(params: Params) -> Any:
    return params.get("computeResources") or {}


def _kind(params: Params) -> str:
    return str(_resources(params).get("type", ""))


@rule(*_CREATE, at="computeResources", code="ClientException")
def resources_of_a_managed_one(params: Params) -> str | None:
    """CreateComputeEnvironment, `computeResources` and `serviceRole`."""
    if params["type"] == "MANAGED" and not _resources(params):
        return "computeResources is required for MANAGED compute environments."
    if params["type"] == "UNMANAGED" and not params.get("serviceRole"):
        return "ServiceRole is required."
    return None


@rule(*_CREATE, at="computeResources", code="ClientException")
def what_machines_need(params: Params) -> str | None:
    """CreateComputeEnvironment, `instanceRole`, `spotIamFleetRole` and `securityGroupIds`."""
    given = _resources(params)
    if _kind(params) not in ("EC2", "SPOT") or "eksConfiguration" in params:
        return None
    if not given.get("instanceRole"):
        return "Instance role is required."
    best_fit = given.get("allocationStrategy", "BEST_FIT") == "BEST_FIT"
    if _kind(params) == "SPOT" and best_fit and not given.get("spotIamFleetRole"):
        return "compute resource spotIamFleetRole is required."
    if not given.get("securityGroupIds") and "launchTemplate" not in given:
        return "Security group ids are required."
    return None


@rule(*_CREATE, at="computeResources.allocationStrategy", code="ClientException")
def strategy_of_a_kind(params: Params) -> str | None:
    """CreateComputeEnvironment, `allocationStrategy`: some are for spot, one for on-demand."""
    strategy, kind = _resources(params).get("allocationStrategy", ""), _kind(params)
    if strategy.startswith("SPOT_") and kind != "SPOT":
        return f"Allocation strategy {strategy} is only available for SPOT compute resources."
    if strategy == "BEST_FIT_PROGRESSIVE_ORDERED" and kind != "EC2":
        return f"Allocation strategy {strategy} is only available for EC2 compute resources."
    if kind.startswith("FARGATE"):
        names = (
            *("instanceTypes", "instanceRole", "minvCpus", "desiredvCpus", "allocationStrategy"),
            *("ec2KeyPair", "imageId", "placementGroup", "bidPercentage", "spotIamFleetRole"),
            *("launchTemplate", "ec2Configuration", "tags"),
        )
        found = [name for name in names if name in _resources(params)]
        return f"{', '.join(found)} not applicable to Fargate." if found else None
    return None


@rule(*_CREATE, at="computeResources.launchTemplate", code="ClientException")
def one_name_of_a_template(params: Params) -> str | None:
    """CreateComputeEnvironment, `launchTemplate`: its ID or its name."""
    template = _resources(params).get("launchTemplate")
    if template is None:
        return None
    if ("launchTemplateId" in template) == ("launchTemplateName" in template):
        return "Either launchTemplateId or launchTemplateName must be specified, but not both."
    return None


@rule("batch", "RegisterJobDefinition", at="containerProperties", code="ClientException")
def properties_as_the_type(params: Params) -> str | None:
    """RegisterJobDefinition, `type`: which properties it takes."""
    names = ("containerProperties", "ecsProperties", "eksProperties")
    if params["type"] == "container" and not any(name in params for name in names):
        return (
            "ECS ContainerProperties, ecsProperties, or eksProperties is required when creating a"
            " job definition"
        )
    if params["type"] == "multinode" and "nodeProperties" not in params:
        return "nodeProperties is required when creating a multinode job definition"
    if params["type"] == "multinode" and "FARGATE" in (params.get("platformCapabilities") or []):
        return "Multinode jobs are not supported on Fargate."
    return None


@rule("batch", "RegisterJobDefinition", at="nodeProperties", code="ClientException")
def main_node_is_one_of_them(params: Params) -> str | None:
    """RegisterJobDefinition, `mainNode`: "must be less than the number of nodes"."""
    nodes = params.get("nodeProperties")
    if nodes is not None and nodes["mainNode"] >= nodes["numNodes"]:
        return "mainNode must be less than numNodes."
    return None


@account_rule("batch", "DeleteJobQueue", code="ClientException")
def queue_enabled(context: "Context") -> str | None:
    """A queue has to be switched off first."""
    queue = context.backend().get_job_queue(context.params["jobQueue"])
    if queue is not None and queue.state != "DISABLED":
        return "Cannot delete, job queue must be in the state DISABLED."
    return None


@account_rule("batch", "DeleteComputeEnvironment", code="ClientException")
def environment_in_use(context: "Context") -> str | None:
    """An environment has to be switched off first, and out of every queue."""
    batch = context.backend()
    environment = batch.get_compute_environment(context.params["computeEnvironment"])
    if environment is None:
        return None
    if environment.state != "DISABLED":
        return "Cannot delete, compute environment must be in the state DISABLED."
    queues = batch.describe_job_queues()
    orders = [order for queue in queues for order in queue.get("computeEnvironmentOrder", ())]
    if any(order["computeEnvironment"] == environment.arn for order in orders):
        return "Cannot delete, found existing JobQueue relationship"
    return None
