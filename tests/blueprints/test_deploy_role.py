"""Whatever objects a stack declares, CI may put them, and nothing beside them."""

import re
from fnmatch import fnmatchcase
from typing import Any

import pytest

from plan.plan import Plan
from tests.analysis.permissions.calls import calls
from tests.blueprints.every_part import every_part
from tests.blueprints.support import LEFT_OUT, compose
from tests.components.iam_evaluation import grants
from tests.components.identity_support import POLICY, allows, listed
from tests.components.support import only, statements

OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2"
PUBLISHED = {"training": {"publish_sdk_config": True}}
"""A zone that is closed to CI, as with confidential data, holds no defaults otherwise."""

SMALL = {
    "without": [*LEFT_OUT, "model_monitors", "smoke_test"],
    "registry": {"groups": {"scorer": {}}},
    "deploy_identity": {"github": {"repository": "acme/platform"}},
    "training_pipeline": {"model_group": "scorer"},
}
"""A stack that declares objects in both of the buckets."""

SETTINGS: dict[str, dict[str, Any]] = {
    "own-zone": {},
    "adopted-zone": {**SMALL, "data_lake": {"adopt": {"artifacts": "acme-models"}}},
    "gpu-pipeline": {**SMALL, "training_pipeline": {"kind": "gpu", "model_group": "scorer"}},
}


@pytest.fixture(scope="module", params=SETTINGS)
def whole(request, tmp_path_factory) -> Plan:
    project = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        given = SETTINGS[request.param] or every_part(2, project)
        return compose(given | PUBLISHED, level=2)


def physical(text: str) -> str:
    """A value with its marks replaced by names as Pulumi makes them up."""
    return re.sub(r"<<([^#>]+)#\w+>>", r"\1-1a2b3c4", text)


def may(plan: Plan, action: str, bucket: str, key: str) -> bool:
    return allows(plan, "deploy", action, f"arn:aws:s3:::{bucket}/{key}", named=physical)


def zone(plan: Plan, name: str) -> str:
    return physical(only(plan, "stepwell:index:DataLake").outputs[f"{name}_bucket"])


def declared(plan: Plan) -> list[tuple[str, str]]:
    return [(physical(o.inputs["bucket"]), o.inputs["key"]) for o in plan.of_type(OBJECT)]


@pytest.mark.parametrize(
    "action",
    [
        *("s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "s3:PutObjectTagging"),
        *("s3:DeleteObject", "s3:DeleteObjectVersion"),
    ],
)
def test_every_declared_object_can_be_put_read_back_and_taken_away(whole, action):
    objects = declared(whole)
    assert {bucket for bucket, _ in objects} == {
        "fraud-dev-pipeline-code-1a2b3c4",
        zone(whole, "artifacts"),
    }
    assert [o for o in objects if not may(whole, action, *o)] == []


@pytest.mark.parametrize("key", ["source/training.zip", "smoke-tests/fraud-dev-scorer.json"])
def test_sources_and_recorded_requests_can_be_put_into_the_artifacts_zone_only(whole, key):
    zones = ("raw", "curated", "features", "artifacts")
    assert [z for z in zones if may(whole, "s3:PutObject", zone(whole, z), key)] == ["artifacts"]


def test_the_zones_are_closed_otherwise(whole):
    for name in ("raw", "curated", "features", "artifacts"):
        for action in ("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"):
            for key in ("people.csv", "training/model.tar.gz", "promoted/model.tar.gz"):
                assert not may(whole, action, zone(whole, name), key), (action, key)


@pytest.mark.parametrize("whole", ["own-zone"], indirect=True)
def test_every_call_for_what_is_declared_is_allowed(whole):
    """But for what concerns roles, whose boundary is a condition, and CI itself, which is closed.

    Key rotation is never switched off.
    """
    rights = [
        statement
        for policy in whole.of_type(POLICY)
        if "-ci-deploy-" in policy.inputs.get("name", "")
        for statement in statements(physical(policy.inputs["policy"]))
        if "Action" in statement
    ]
    # One of each kind: what a name goes on with makes no difference.
    kinds = {
        (call.action, re.sub(r"(fraud-dev-)[\w-]+", r"\1it", call.on)): call
        for call in calls(whole)
        if not call.action.startswith("iam:") and call.action != "kms:DisableKeyRotation"
    }
    by_action = {
        action: [s for s in rights if any(fnmatchcase(action, a) for a in listed(s["Action"]))]
        for action, _ in kinds
    }
    assert len(kinds) > 400
    assert [
        call
        for call in kinds.values()
        if not grants(by_action[call.action], call.action, call.on, call.keys)
    ] == []
