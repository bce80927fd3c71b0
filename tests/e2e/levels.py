"""One stack at each level, and what it holds there."""

import json
from collections.abc import Mapping

from analysis.changes import HOLDS_DATA, SERVES_TRAFFIC
from tests.e2e.checkout import Checkout
from tests.e2e.conftest import SMALL

WORKBENCH, BUDGET = "workbench, ", ", budget"
LEVEL_0 = SMALL.replace(WORKBENCH, "").replace(
    "environments:",
    """\
  endpoints:
    scorer:
      image_uri: 763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1
      model_data_url: s3://fraud-dev-models/scorer.tar.gz
environments:""",
)
CHANGED = LEVEL_0.replace(BUDGET, "").replace(
    "  endpoints:\n    scorer:\n",
    """\
  budget: {monthly_limit_usd: 250}
  endpoints:
    scorer:
      instance_type: ml.m5.xlarge
""",
)
"""Settings have changed: a part comes in, and the endpoint's machines are larger ones."""

LEVEL_1 = CHANGED.replace("level: 0", "level: 1").replace(
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
COUNTRY = "    country: {type: String, description: Where it was used}\n"
"""One feature more."""


def held(one: Checkout, stack: str = "fraud-dev") -> Mapping[str, str]:
    """Ids of everything in the stack that holds data or serves, by URN."""
    deployment = json.loads(one.export(stack))["deployment"]
    kinds = HOLDS_DATA | SERVES_TRAFFIC
    return {r["urn"]: r["id"] for r in deployment["resources"] if r["type"] in kinds}
