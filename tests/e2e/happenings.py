"""What happens in the account beside the engine: a version is registered, an event comes."""

import json
from typing import Any

from tests.e2e.checkout import STEPWELL, Checkout


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


def versions(one: Checkout) -> list[str]:
    """ARNs of the versions that are registered."""
    found = one.client("sagemaker").list_model_packages(ModelPackageGroupName="fraud-dev-scorer")
    return [version["ModelPackageArn"] for version in found["ModelPackageSummaryList"]]


def happens(one: Checkout, *what: str) -> dict[str, Any]:
    """Let something happen in the account; what each function answered, by the rule."""
    told = one.run(STEPWELL, "sandbox", "events", *what, "--json")
    assert told.returncode == 0, told.stdout + told.stderr
    events = json.loads(told.stdout)["events"]
    return {hop["rule"]: hop["detail"] for event in events for hop in event["hops"]}
