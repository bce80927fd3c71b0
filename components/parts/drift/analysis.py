"""What the function is told that starts the analysis of a window."""

from typing import Any

import pulumi

from components.json_text import json_text
from components.parts.common.instance_types import has_local_disk
from components.parts.drift import settings as defaults
from components.parts.drift.scope import NAMESPACE, Watched
from components.parts.drift.settings import ModelMonitorSettings, quality_metric, watched

MINUTES_PAST = 20
"""When in the hour a window is analysed: SageMaker delivers what it captured with a delay."""

_LAYOUTS = {True: ("%Y/%m/%d/%H/", 1), False: ("run_date=%Y-%m-%d/", 24)}
"""By whether it is an endpoint, the folders of what is captured and the hours that each holds
(SageMaker guide, "Capture data")."""


def schedule_expression(window_hours: int) -> str:
    """When windows are analysed, in UTC."""
    hours = "0" if window_hours == 24 else f"0/{window_hours}"
    return f"cron({MINUTES_PAST} {hours} * * ? *)"


def analysis_config(
    args: ModelMonitorSettings,
    of: Watched,
    *,
    image_uri: pulumi.Input[str],
    role_arn: pulumi.Input[str],
    subnet_ids: pulumi.Input[list[str]],
    security_group_id: pulumi.Input[str],
    tags: dict[str, str],
) -> pulumi.Output[str]:
    """JSON that `components/functions/watch_model.py` reads."""
    layout, step = _LAYOUTS[of.is_endpoint]
    instance_type = args.get("instance_type", defaults.DEFAULT_INSTANCE_TYPE)
    cluster: dict[str, Any] = {
        "InstanceType": instance_type,
        "InstanceCount": 1,
        "VolumeSizeInGB": defaults.DEFAULT_VOLUME_GIB,
    }
    if not has_local_disk(instance_type):
        cluster["VolumeKmsKeyId"] = of.kms_key_arn
    hours = args.get("window_hours", defaults.DEFAULT_WINDOW_HOURS)
    return json_text(
        {
            "name": of.name,
            "is_endpoint": of.is_endpoint,
            "namespace": NAMESPACE,
            "bucket": of.artifacts_bucket,
            "folder": of.folder,
            "source_bucket": of.source_bucket,
            "source_prefix": of.source_prefix,
            "source_layout": layout,
            "step_hours": step,
            "label_bucket": of.curated_bucket,
            "labels": of.labels,
            "window_hours": hours,
            "min_records": args.get("min_records", defaults.DEFAULT_MIN_RECORDS),
            "monitors": _monitors(args),
            "image_uri": image_uri,
            "role_arn": role_arn,
            "kms_key_arn": of.kms_key_arn,
            "cluster": cluster,
            "vpc": {"Subnets": subnet_ids, "SecurityGroupIds": [security_group_id]},
            "max_runtime_seconds": min(hours, 4) * 3600,
            "tags": [{"Key": key, "Value": value} for key, value in sorted(tags.items())],
        }
    )


def _monitors(args: ModelMonitorSettings) -> dict[str, Any]:
    """The monitors that are on, every default in its place."""
    cutoff = args.get("positive_from", defaults.DEFAULT_POSITIVE_FROM)
    data = args.get("data_quality", defaults.DataQualitySettings())
    quality = args.get("model_quality", defaults.ModelQualitySettings())
    explained = args.get("explainability", defaults.ExplainabilitySettings())
    found: dict[str, Any] = {
        "data_quality": {
            "features": data.get("features", []),
            "drift_threshold": data.get("drift_threshold", defaults.DEFAULT_DRIFT_THRESHOLD),
            "missing_threshold": data.get("missing_threshold", defaults.DEFAULT_MISSING_THRESHOLD),
        },
        "model_quality": {
            "problem": quality.get("problem", defaults.ProblemKind.CLASSIFICATION),
            "metric": quality_metric(quality),
            "decline": quality.get("decline", defaults.DEFAULT_DECLINE),
            "label_delay_hours": quality.get(
                "label_delay_hours", defaults.DEFAULT_LABEL_DELAY_HOURS
            ),
            "cutoff": cutoff,
        },
        "explainability": {"similarity": explained.get("similarity", defaults.DEFAULT_SIMILARITY)},
    }
    bias = args.get("bias")
    if bias is not None:
        found["bias"] = {
            "facet": bias["facet"],
            "disadvantaged": bias["disadvantaged"],
            "threshold": bias.get("threshold", defaults.DEFAULT_PARITY_THRESHOLD),
            "cutoff": cutoff,
        }
    return {name: found[name] for name in watched(args)}
