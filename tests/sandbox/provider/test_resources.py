from typing import Any

import grpc
import pytest

from sandbox.provider.tables import resource_types
from tests.sandbox.provider.cases import CASES, Case
from tests.sandbox.provider.conftest import DEFAULT_TAGS, fill
from tests.sandbox.provider.engine import Engine, Made

DIFF_NONE, DIFF_SOME = 1, 2


def test_every_type_of_the_table_is_tried() -> None:
    assert {case.token for case in CASES} == set(resource_types())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.type.rsplit(":", 1)[1])
def test_a_resource_lives_from_preview_to_deletion(
    case: Case, engine: Engine, world: dict[str, str]
) -> None:
    inputs = fill(case.inputs, world)
    name = f"fraud-{case.type.rsplit(':', 1)[1].lower()[:20]}"

    assert engine.preview(case.token, name, inputs)
    made = engine.create(case.token, name, inputs)
    for key, value in inputs.items():
        assert made.outputs[key] == value
    if "tagsAll" in made.outputs:
        assert made.outputs["tagsAll"] == {**DEFAULT_TAGS, **inputs.get("tags", {})}

    seen = engine.read(made)
    assert seen is not None
    assert seen.inputs == made.inputs
    assert seen.outputs == made.outputs
    assert engine.diff(seen, inputs).changes == DIFF_NONE

    if case.change is not None:
        wanted = {**inputs, **fill(case.change, world)}
        wanted = {k: v for k, v in wanted.items() if v is not None}
        planned = engine.diff(made, wanted)
        assert (planned.changes, list(planned.replaces)) == (DIFF_SOME, [])
        changed = engine.update(made, wanted)
        seen = engine.read(changed)
        assert seen is not None
        assert seen.inputs == changed.inputs
        made = changed

    if case.anew is not None:
        wanted = {**inputs, **fill(case.anew, world)}
        wanted = {k: v for k, v in wanted.items() if v is not None}
        planned = engine.diff(made, wanted)
        assert set(case.anew) <= set(planned.replaces)
        if case.type in CLASHES:
            with pytest.raises(grpc.RpcError, match=EXISTS):
                engine.create(case.token, name, wanted)
        if case.type not in ONLY_PLANNED:
            made = replaced(engine, made, wanted, first=planned.deleteBeforeReplace)

    if case.type not in NOT_BY_ID_ALONE:
        imported = engine.adopt(case.token, name, made.id)
        assert imported is not None
        assert imported.id == made.id

    engine.delete(made)
    if case.type != "ec2/defaultSecurityGroup:DefaultSecurityGroup":
        gone = engine.read(made)
        assert gone is None or case.type in REMAIN
    engine.delete(made)


def replaced(engine: Engine, old: Made, wanted: dict[str, Any], *, first: bool) -> Made:
    """Replace a resource as the engine does; what clashes, as who has to: by hand."""
    first = first or old.token.startswith("aws-native:")
    first = first or old.token.removeprefix("aws:") in CLASHES
    if first:
        engine.delete(old)
    made = engine.create(old.token, old.name, wanted)
    if not first:
        engine.delete(old)
    assert engine.read(made) is not None
    return made


EXISTS = "(?i)already exists|already existing|conflict|AlreadyExists|already registered"
CLASHES = {
    "ec2/flowLog:FlowLog",
    "ec2/subnet:Subnet",
    "lakeformation/resource:Resource",
    "sagemaker/domain:Domain",
    "sagemaker/mlflowTrackingServer:MlflowTrackingServer",
    "sagemaker/modelCard:ModelCard",
    "sagemaker/modelPackageGroup:ModelPackageGroup",
    "sagemaker/space:Space",
    "sagemaker/studioLifecycleConfig:StudioLifecycleConfig",
}
"""Types that Pulumi creates before it deletes and of which AWS refuses a second one."""

ONLY_PLANNED = {
    "apigateway/basePathMapping:BasePathMapping",
    "apigateway/usagePlanKey:UsagePlanKey",
    "appautoscaling/policy:Policy",
    "appautoscaling/scheduledAction:ScheduledAction",
    "appautoscaling/target:Target",
    "ec2/routeTable:RouteTable",
    "ec2/routeTableAssociation:RouteTableAssociation",
    "ecr/lifecyclePolicy:LifecyclePolicy",
    "ecr/repositoryPolicy:RepositoryPolicy",
    "efs/fileSystemPolicy:FileSystemPolicy",
    "efs/mountTarget:MountTarget",
    "iam/rolePolicy:RolePolicy",
    "lakeformation/permissions:Permissions",
    "lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "scheduler/schedule:Schedule",
    "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
}
"""Types whose case is put to something that is not there."""

NOT_BY_ID_ALONE = {
    "apigateway/basePathMapping:BasePathMapping",  # needs its base path too
    "apigateway/deployment:Deployment",  # needs its API too
    "wafv2/webAcl:WebAcl",  # needs its name and scope too
    "lakeformation/optIn:OptIn",  # cannot be imported
    "lakeformation/permissions:Permissions",  # cannot be imported
}
"""Types that are imported by more than the id that their resources have."""

REMAIN = {
    "apigateway/account:Account",
    "apigateway/methodSettings:MethodSettings",
    "s3/bucketVersioning:BucketVersioning",  # can be suspended, never removed
    "s3/bucketNotification:BucketNotification",
    "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "sns/topicPolicy:TopicPolicy",
    "sqs/queuePolicy:QueuePolicy",
    "costexplorer/costAllocationTag:CostAllocationTag",
    "efs/backupPolicy:BackupPolicy",
}
"""Settings that their owner always has: deleting one resets it."""


def test_a_function_says_how_a_gateway_calls_it(engine: Engine, world: dict[str, str]) -> None:
    case = next(case for case in CASES if case.token == "aws:lambda/function:Function")
    made = engine.create(case.token, "called", fill(case.inputs, world))
    path = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions"
    assert made.outputs["invokeArn"] == f"{path}/{made.outputs['arn']}/invocations"
    assert made.outputs["qualifiedArn"] == f"{made.outputs['arn']}:$LATEST"
