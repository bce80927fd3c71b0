import pytest

from sandbox.provider.tables import resource_types
from tests.sandbox.provider.cases import CASES, Case
from tests.sandbox.provider.conftest import DEFAULT_TAGS, fill
from tests.sandbox.provider.engine import Engine

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
        planned = engine.diff(made, {**inputs, **fill(case.anew, world)})
        assert set(case.anew) <= set(planned.replaces)

    if case.type not in NOT_BY_ID_ALONE:
        imported = engine.adopt(case.token, name, made.id)
        assert imported is not None
        assert imported.id == made.id

    engine.delete(made)
    if case.type != "ec2/defaultSecurityGroup:DefaultSecurityGroup":
        gone = engine.read(made)
        assert gone is None or case.type in REMAIN
    engine.delete(made)


NOT_BY_ID_ALONE = {
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
