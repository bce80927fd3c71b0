"""What holds at every level: each adds to the one below, and its parts can be left out."""

import pytest

from blueprints import BLUEPRINTS
from blueprints.blueprint import SettingsError
from blueprints.selectable import OptionalPart
from plan.plan import Plan
from policies.check import check
from policies.pack_file import our_pack
from tests.blueprints.every_part import every_part
from tests.blueprints.support import compose, types
from tests.components.identity_support import listed
from tests.components.support import statements

SERVING = {
    "registry": {"groups": {"scorer": {}, "ranker": {}}},
    "endpoints": {
        "scorer": {
            "image_uri": "763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1",
            "model_data_url": "s3://fraud-dev-artifacts/models/scorer.tar.gz",
            "min_instances": 2,
        }
    },
}
FOLLOWING = {
    **SERVING,
    "deployments": {"scorer": {"group": "scorer"}},
    "batch_inference": {
        "nightly": {
            "group": "ranker",
            "schedule": "rate(1 day)",
            "input": {"zone": "curated", "prefix": "cards/"},
        }
    },
    "continuous_training": {"schedule": "rate(7 days)", "new_data": {"zone": "raw"}},
}
DELIVERED = {
    **FOLLOWING,
    "deploy_identity": {"github": {"repository": "acme/fraud"}},
    "image_builds": {"training": {"source_archive": "builds/training.zip"}},
    "model_delivery": {"readers": {"fraud-prod": "271828182845"}},
    "model_promotion": {
        "source_account": "314159265358",
        "source_prefix": "fraud-test",
        "source_bucket": "fraud-test-artifacts",
    },
    "shared_file_system": {"kind": "lustre"},
    "hyperpod_cluster": {
        "workers": {"gpu": {"instance_type": "ml.g5.12xlarge", "instance_count": 2}}
    },
}
WHOLE = {0: SERVING, 1: FOLLOWING, 2: DELIVERED}
ONE_EACH = {
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "bucket",
    "aws:s3/bucketNotification:BucketNotification": "bucket",
    "aws:s3/bucketPolicy:BucketPolicy": "bucket",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        "bucket"
    ),
    "aws:s3/bucketVersioning:BucketVersioning": "bucket",
    "aws:sns/topicPolicy:TopicPolicy": "arn",
    "aws:sqs/queuePolicy:QueuePolicy": "queueUrl",
}
"""What AWS has once for each bucket, topic or queue, by the input that says for which."""


@pytest.fixture(scope="module")
def whole() -> dict[int, Plan]:
    """Plans of stacks that use most parts of each level."""
    return {level: compose(settings, level=level) for level, settings in WHOLE.items()}


@pytest.mark.parametrize("level", BLUEPRINTS)
def test_holds_to_the_baseline_pack(whole, level):
    assert [str(f) for f in check(whole[level], our_pack("baseline")) if f.blocks] == []


@pytest.mark.parametrize("level", BLUEPRINTS)
def test_names_are_unique_in_the_stack(whole, level):
    names = [resource.name for resource in whole[level]]
    assert len(names) == len(set(names))


@pytest.fixture(scope="module", params=BLUEPRINTS, ids="level-{}".format)
def every(request, tmp_path_factory) -> Plan:
    """The plan of a stack that uses every part of a level."""
    project = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        return compose(every_part(request.param, project), level=request.param)


@pytest.mark.parametrize("token", ONE_EACH, ids=lambda token: token.rsplit(":", 1)[1])
def test_what_aws_has_once_is_declared_once(every, token):
    about = ONE_EACH[token]
    owners = [r.property_dependencies.get(about) or r.inputs[about] for r in every.of_type(token)]
    assert owners, "there is one of them to look at"
    assert len(owners) == len(set(owners)), [r.name for r in every.of_type(token)]


@pytest.mark.parametrize("every", [2], indirect=True)
def test_ci_may_hand_each_role_to_every_service_that_it_trusts(every):
    handed = {
        service
        for policy in every.of_type("aws:iam/policy:Policy")
        for statement in statements(policy.inputs["policy"])
        if statement.get("Sid") == "HandRolesOn"
        for service in statement["Condition"]["StringEqualsIfExists"]["iam:PassedToService"]
    }
    assert handed
    trusted = {
        service
        for role in every.of_type("aws:iam/role:Role")
        for statement in statements(role.inputs["assumeRolePolicy"])
        for service in listed(statement["Principal"].get("Service", []))
    }
    assert "sagemaker.amazonaws.com" in trusted
    assert trusted <= handed


@pytest.mark.parametrize("level", [1, 2])
def test_a_level_contains_the_one_below(whole, level):
    assert whole[level - 1].by_urn().keys() < whole[level].by_urn().keys()


@pytest.mark.parametrize("part", list(OptionalPart))
def test_any_optional_part_can_be_left_out(whole, part):
    level = min(level for level in BLUEPRINTS if part in BLUEPRINTS[level].part_types)
    smaller = compose({**WHOLE[level], "without": [part.value]}, level=level)
    assert smaller.by_urn().keys() < whole[level].by_urn().keys()


def test_all_optional_parts_can_be_left_out_at_once(whole):
    settings = {"without": [part.value for part in OptionalPart]}
    smallest = compose(settings, level=2)
    assert smallest.by_urn().keys() < whole[2].by_urn().keys()
    assert [str(f) for f in check(smallest, our_pack("baseline")) if f.blocks] == []


def test_a_part_of_a_higher_level_cannot_be_left_out_of_a_lower_one():
    with pytest.raises(SettingsError) as error:
        compose({"without": ["smoke_test"]}, level=1)
    assert str(error.value) == "without[0]: must be a part of level 1, got 'smoke_test'"


@pytest.mark.parametrize("level", BLUEPRINTS)
def test_one_alarm_says_how_the_stack_is_and_another_whether_callers_are_affected(whole, level):
    rules = {
        alarm.inputs["alarmName"]: alarm.inputs["alarmRule"]
        for alarm in whole[level].of_type("aws:cloudwatch/compositeAlarm:CompositeAlarm")
    }
    alarms = {a.name for a in whole[level].of_type("aws:cloudwatch/metricAlarm:MetricAlarm")}
    # A scaling policy's alarm is on whenever an endpoint wakes; alerts cannot watch themselves.
    assert len(alarms) - rules["fraud-dev-health"].count("ALARM(") <= 1
    assert "endpoint-scorer-server-errors" in rules["fraud-dev-critical"]
    assert "endpoint-scorer-latency" not in rules["fraud-dev-critical"]


def test_without_a_group_there_is_nothing_to_train_or_try():
    pipeline = "aws:sagemaker/pipeline:Pipeline"
    assert pipeline not in types(compose(level=2))
    assert pipeline in types(compose({"registry": {"groups": {"scorer": {}}}}, level=2))


def test_an_adopted_group_is_registered_in_and_left_to_its_own_stack_otherwise():
    adopted = "arn:aws:sagemaker:eu-west-1:271828182845:model-package-group/risk"
    groups = {"risk": {"group_arn": adopted}, "scorer": {}}
    plan = compose({"registry": {"groups": groups}}, level=2)
    [pipeline] = plan.of_type("aws:sagemaker/pipeline:Pipeline")
    assert f'"ModelPackageGroupName": "{adopted}"' in pipeline.inputs["pipelineDefinition"]
    grants = {
        statement["Sid"]: statement
        for policy in plan.of_type("aws:iam/rolePolicy:RolePolicy")
        if policy.name == "fraud-dev-pipeline-policy"
        for statement in statements(policy.inputs["policy"])
    }
    assert grants["RegisterVersionsThatAwaitApproval"]["Resource"] == [
        adopted,
        adopted.replace(":model-package-group/", ":model-package/") + "/*",
    ]
    [tried] = [f for f in plan.of_type("aws:lambda/function:Function") if "smoke-test" in f.name]
    assert "fraud-dev-scorer" in tried.inputs["environment"]["variables"]["SETTINGS"]
    assert "risk" not in tried.inputs["environment"]["variables"]["SETTINGS"]


def test_an_endpoint_shifts_by_a_canary_from_level_2_on(whole):
    def shift(level: int) -> str:
        [endpoint] = whole[level].of_type("aws:sagemaker/endpoint:Endpoint")
        policy = endpoint.inputs["deploymentConfig"]["blueGreenUpdatePolicy"]
        return policy["trafficRoutingConfiguration"]["type"]

    assert [shift(level) for level in WHOLE] == ["ALL_AT_ONCE", "ALL_AT_ONCE", "CANARY"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {**FOLLOWING, "deployments": {"ranker": {"group": "scorer"}}},
            "deployments.ranker: must be the name of an endpoint (scorer), got 'ranker'",
        ),
        (
            {**FOLLOWING, "deployments": {"scorer": {"group": "cards"}}},
            "deployments.scorer.group: must be a group of the registry (scorer, ranker), "
            "got 'cards'",
        ),
        (
            {**FOLLOWING, "model_monitors": {"weekly": {}}},
            "model_monitors.weekly: must be the name of an endpoint or of a batch inference, "
            "got 'weekly'",
        ),
        (
            {**DELIVERED, "image_builds": {"web": {"source_archive": "builds/web.zip"}}},
            "image_builds.web: must be the name of an image repository (training, serving), "
            "got 'web'",
        ),
    ],
)
def test_parts_that_contradict_each_other_are_refused(settings, said):
    with pytest.raises(SettingsError) as error:
        compose(settings, level=2)
    assert said in str(error.value).splitlines()
