"""moto deletes what AWS keeps while something else needs it, or while it is switched on."""

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@before_call("ec2", "ReleaseAddress")
def address_in_use(context: Context) -> None:
    """An address stays while a gateway, an interface or an instance has it."""
    given = context.params.get("AllocationId")
    for address in context.backend().addresses:
        if address.allocation_id == given and address.association_id:
            raise AwsError("InvalidIPAddress.InUse", f"Address {address.public_ip} is in use.")


@before_call("batch", "DeleteJobQueue")
def queue_enabled(context: Context) -> None:
    """A queue has to be switched off first."""
    queue = context.backend().get_job_queue(context.params["jobQueue"])
    if queue is not None and queue.state != "DISABLED":
        raise AwsError("ClientException", "Cannot delete, job queue must be in the state DISABLED.")


@before_call("batch", "DeleteComputeEnvironment")
def environment_in_use(context: Context) -> None:
    """An environment has to be switched off first, and out of every queue."""
    batch = context.backend()
    environment = batch.get_compute_environment(context.params["computeEnvironment"])
    if environment is None:
        return
    if environment.state != "DISABLED":
        text = "Cannot delete, compute environment must be in the state DISABLED."
        raise AwsError("ClientException", text)
    queues = batch.describe_job_queues()
    orders = [order for queue in queues for order in queue.get("computeEnvironmentOrder", ())]
    if any(order["computeEnvironment"] == environment.arn for order in orders):
        text = "Cannot delete, found existing JobQueue relationship"
        raise AwsError("ClientException", text)


@before_call("apigateway", "DeleteDeployment")
def deployment_in_use(context: Context) -> None:
    """A deployment stays while a stage shows it."""
    api = context.backend().apis.get(context.params["restApiId"])
    stages = api.stages.values() if api is not None else ()
    if any(stage.deployment_id == context.params["deploymentId"] for stage in stages):
        text = "Active stages pointing to this deployment must be moved or deleted"
        raise AwsError("BadRequestException", text)


@before_call("wafv2", "DeleteWebACL")
def firewall_in_use(context: Context) -> None:
    """A web ACL stays while something is behind it."""
    for acl in context.backend().wacls.values():
        if acl.id == context.params["Id"] and acl.associated_resources:
            text = "AWS WAF couldn't perform the operation because your resource is being used by"
            raise AwsError("WAFAssociatedItemException", f"{text} another resource.")


@before_call("athena", "DeleteWorkGroup")
def workgroup_with_queries(context: Context) -> None:
    """A workgroup with queries stays, unless they are to go too."""
    name = context.params["WorkGroup"]
    queries = context.backend().named_queries.values()
    held = any(query.workgroup.name == name for query in queries)
    if held and not context.params.get("RecursiveDeleteOption"):
        raise AwsError("InvalidRequestException", f"WorkGroup {name} is not empty")
