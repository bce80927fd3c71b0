"""A stack that holds data and serves goes up level by level, and its loops close."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from analysis.changes import HOLDS_DATA, SERVES_TRAFFIC
from plan.state import read_state
from tests.e2e.agreement import composed, differences
from tests.e2e.checkout import PACK, ROOT, Checkout, changes, checkout
from tests.e2e.conftest import SMALL

pytestmark = pytest.mark.engine

STEPWELL = str(ROOT / ".venv/bin/stepwell")
LEVEL_0 = SMALL.replace(
    "environments:",
    """\
  endpoints:
    scorer:
      image_uri: 763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1
      model_data_url: s3://fraud-dev-models/scorer.tar.gz
environments:""",
)
LEVEL_1 = LEVEL_0.replace("level: 0", "level: 1").replace(
    "settings:\n",
    """\
settings:
  feature_store: {schema_file: groups/fraud.yaml}
  deployments: {scorer: {group: scorer}}
  continuous_training: {schedule: rate(7 days), new_data: {zone: raw}}
  batch_inference:
    nightly: {group: scorer, schedule: rate(1 day), input: {zone: curated, prefix: cards/}}
""",
    1,
)
LEVEL_2 = LEVEL_1.replace("level: 1", "level: 2").replace(
    "settings:\n",
    """\
settings:
  deploy_identity: {github: {repository: acme/fraud}}
  image_builds: {training: {source_archive: builds/training.zip}}
  model_delivery: {readers: {fraud-prod: "271828182845"}}
  model_promotion:
    source_account: "314159265358"
    source_prefix: fraud-test
    source_bucket: fraud-test-artifacts
  shared_file_system: {kind: lustre}
  audit_trail: {}
  hyperpod_cluster: {workers: {gpu: {instance_type: ml.g5.12xlarge, instance_count: 2}}}
  apis: {models: {versions: {v1: {endpoint: scorer}}}}
""",
    1,
)
FEATURES = """\
transactions:
  description: Card transactions
  record_id: card
  event_time: at
  features:
    card: {type: String, description: Number of the card}
    at: {type: String, description: When it was used}
    amount: {type: Fractional, description: What was paid}
"""


def held(one: Checkout, stack: str = "fraud-dev") -> Mapping[str, str]:
    """Ids of everything in the stack that holds data or serves, by URN."""
    deployment = json.loads(one.export(stack))["deployment"]
    kinds = HOLDS_DATA | SERVES_TRAFFIC
    return {r["urn"]: r["id"] for r in deployment["resources"] if r["type"] in kinds}


@pytest.fixture(scope="module")
def gone_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A checkout whose stack was used at level 0, and is at level 1 now."""
    with checkout(tmp_path_factory.mktemp("up")) as one:
        one.spec(LEVEL_0)
        one.pulumi("stack", "init")
        one.up()
        before = held(one)
        raw = one.outputs()["raw_bucket"]
        one.client("s3").put_object(Bucket=raw, Key="2026/cards.csv", Body=b"card,amount")
        sagemaker = one.client("sagemaker")
        register(one)
        endpoint = sagemaker.describe_endpoint(EndpointName="fraud-dev-scorer")

        (one.repo / "groups").mkdir()
        (one.repo / "groups" / "fraud.yaml").write_text(FEATURES)
        one.spec(LEVEL_1)
        written = one.pulumi("up", "--yes", "--skip-preview", *PACK)
        assert "Policies:" in written
        assert "[mandatory]" not in written
        assert set(changes(written)) <= {"created", "updated"}
        assert before.items() <= held(one).items()

        stored = one.client("s3").get_object(Bucket=raw, Key="2026/cards.csv")["Body"].read()
        assert stored == b"card,amount"
        listed = sagemaker.list_model_packages(ModelPackageGroupName="fraud-dev-scorer")
        assert len(listed["ModelPackageSummaryList"]) == 1
        still = sagemaker.describe_endpoint(EndpointName="fraud-dev-scorer")
        for same in ("CreationTime", "EndpointConfigName", "EndpointStatus"):
            assert still[same] == endpoint[same]
        yield one


def register(one: Checkout) -> str:
    """Register a version that awaits approval; return its ARN."""
    return one.client("sagemaker").create_model_package(
        ModelPackageGroupName="fraud-dev-scorer",
        ModelApprovalStatus="PendingManualApproval",
        InferenceSpecification={
            "Containers": [
                {
                    "Image": "763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1",
                    "ModelDataUrl": "s3://fraud-dev-models/scorer-2.tar.gz",
                }
            ],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    )["ModelPackageArn"]


def happens(one: Checkout, *what: str) -> dict[str, Any]:
    """Let something happen in the account; what each function answered, by the rule."""
    told = one.run(STEPWELL, "sandbox", "events", *what, "--json")
    assert told.returncode == 0, told.stdout + told.stderr
    return {hop["rule"]: hop["detail"] for hop in json.loads(told.stdout)["hops"]}


def test_program_and_state_agree(gone_up: Checkout, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(gone_up.repo)
    recorded = composed(gone_up.repo, "fraud", "dev")
    assert differences(recorded, read_state(gone_up.export())) == []


def test_an_approval_leads_to_the_endpoints_update(gone_up: Checkout):
    sagemaker = gone_up.client("sagemaker")
    version = register(gone_up)
    answers = happens(gone_up, "decision", version)
    assert "deploys version 2" in answers["fraud-dev-deploy-scorer-decided"]["answer"]
    served = sagemaker.describe_endpoint(EndpointName="fraud-dev-scorer")["EndpointConfigName"]
    assert served.startswith("fraud-dev-scorer-v2-")


def test_drift_leads_to_an_execution_of_the_pipeline_and_only_to_one(gone_up: Checkout):
    sagemaker = gone_up.client("sagemaker")
    alarms = gone_up.client("cloudwatch").describe_alarms(
        AlarmNamePrefix="fraud-dev-monitor-scorer"
    )
    drift = next(a for a in alarms["MetricAlarms"] if "drift" in a["AlarmName"])["AlarmName"]
    for _ in range(2):
        happens(gone_up, "alarm", drift)
    runs = sagemaker.list_pipeline_executions(PipelineName="fraud-dev-training")
    assert len(runs["PipelineExecutionSummaries"]) == 1


def test_a_stack_with_all_of_level_2_keeps_what_it_had_and_gains_a_feature(gone_up: Checkout):
    sagemaker = gone_up.client("sagemaker")
    before = held(gone_up)
    endpoint = sagemaker.describe_endpoint(EndpointName="fraud-dev-scorer")
    group = sagemaker.describe_feature_group(FeatureGroupName="fraud-dev-transactions")
    more = "    country: {type: String, description: Where it was used}\n"
    (gone_up.repo / "groups" / "fraud.yaml").write_text(FEATURES + more)
    gone_up.spec(LEVEL_2)
    assert set(gone_up.up()) == {"created", "updated"}
    assert before.items() <= held(gone_up).items()

    # What a function has deployed meanwhile stays in service.
    still = sagemaker.describe_endpoint(EndpointName="fraud-dev-scorer")
    for same in ("CreationTime", "EndpointConfigName", "EndpointStatus"):
        assert still[same] == endpoint[same]
    later = sagemaker.describe_feature_group(FeatureGroupName="fraud-dev-transactions")
    assert later["CreationTime"] == group["CreationTime"]
    names = [feature["FeatureName"] for feature in later["FeatureDefinitions"]]
    assert names == ["card", "at", "amount", "country"]
    # The endpoint and the note of what was deployed, which functions have changed.
    assert gone_up.refresh() == {"updated": 2}
    assert gone_up.up() == {}


def test_a_destroy_leaves_only_what_was_made_beside_the_stack(gone_up: Checkout):
    for version in gone_up.client("sagemaker").list_model_packages(
        ModelPackageGroupName="fraud-dev-scorer"
    )["ModelPackageSummaryList"]:
        gone_up.client("sagemaker").delete_model_package(
            ModelPackageName=version["ModelPackageArn"]
        )
    gone_up.pulumi("destroy", "--yes", "--skip-preview")
    assert json.loads(gone_up.export())["deployment"].get("resources", []) == []
