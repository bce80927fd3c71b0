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
}


def every_part(level: int, project: Path) -> dict[str, Any]:
    """The settings that a level has, and the schema file that they name, in the `project`."""
    (project / "Pulumi.yaml").write_text("name: stepwell\nruntime: python\n")
    (project / SCHEMA_FILE).write_text(_SCHEMA)
    fields = BLUEPRINTS[level].model_fields
    return deepcopy({k: v for k, v in EVERY_PART.items() if k in fields})
