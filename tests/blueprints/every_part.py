"""Settings with which every part of every level comes up, each with what it may be given."""

from copy import deepcopy
from pathlib import Path
from typing import Any

from blueprints import BLUEPRINTS

SCHEMA_FILE = "features.yaml"

_SCHEMA = """\
clicks:
  record_id: customer_id
  event_time: at
  features: {customer_id: String, at: Fractional, clicks_7d: Integral}
"""

_IMAGE = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1"
_MODEL = {"image_uri": _IMAGE, "model_data_url": "s3://fraud-dev-artifacts/models/scorer.tar.gz"}
_DAILY = "cron(0 3 * * ? *)"

EVERY_PART: dict[str, Any] = {
    "data_class": "confidential",
    "column_access": {"sensitive_columns": {"transactions": ["card_number", "email"]}},
    "workbench": {"user_profiles": {"jo": {}, "mo": {"persona": "ml-engineer"}}},
    "idle_guard": {"endpoints": "delete", "notebook_instances": "stop", "apps": "stop"},
    "registry": {"groups": {"scorer": {}, "other": {}}, "reader_accounts": ["210987654321"]},
    "endpoints": {
        "scorer": _MODEL,
        "later": {**_MODEL, "asynchronous": {}},
        "shared": {
            "inference_components": {"one": {**_MODEL, "memory_mb": 512}},
            "min_instances": 0,
        },
    },
    "apis": {
        "models": {
            "versions": {"v1": {"endpoint": "scorer"}},
            "sets_account_log_role": True,
            "traced": True,
        }
    },
    "audit_trail": {"feature_store": "all", "invocations": True, "lock_days": 30},
    "shared_file_system": {"kind": "lustre", "lustre": {"linked_zone": "raw"}},
    "feature_store": {"schema_file": SCHEMA_FILE},
    "training_pipeline": {"model_group": "scorer", "tuning": {}},
    "continuous_training": {
        "schedule": _DAILY,
        "new_data": {"zone": "raw", "key_prefix": "transactions/"},
    },
    "deployments": {"scorer": {"group": "scorer"}},
    "batch_inference": {
        "nightly": {
            "group": "other",
            "schedule": _DAILY,
            "input": {"zone": "raw", "prefix": "scoring/day={date}/"},
        }
    },
    "model_monitors": {
        "nightly": {"explainability": {}},
        "scorer": {
            "model_quality": {},
            "bias": {"facet": "age_band", "disadvantaged": ["young"]},
            "explainability": {},
        },
    },
    "deploy_identity": {"github": {"repository": "acme/platform"}, "state_bucket": "acme-state"},
    "image_builds": {
        "training": {"source_archive": "source/training.zip"},
        "serving": {
            "source_url": "https://github.com/acme/serving.git",
            "connection_arn": "arn:aws:codeconnections:eu-west-1:000000000000:connection/1b2c",
        },
    },
    "model_delivery": {"readers": {"fraud-prod": "222222222222"}},
    "model_promotion": {
        "source_account": "111111111111",
        "source_prefix": "fraud-test",
        "source_bucket": "fraud-test-lake-artifacts",
    },
    "smoke_test": {},
    "hyperpod_cluster": {
        "workers": {"big": {"instance_type": "ml.p5.48xlarge", "instance_count": 2}},
        "login_type": "ml.m5.large",
    },
}


def every_part(level: int, project: Path) -> dict[str, Any]:
    """The settings that a level has, and the schema file that they name, in the `project`."""
    (project / "Pulumi.yaml").write_text("name: stepwell\nruntime: python\n")
    (project / SCHEMA_FILE).write_text(_SCHEMA)
    fields = BLUEPRINTS[level].model_fields
    return deepcopy({k: v for k, v in EVERY_PART.items() if k in fields})
