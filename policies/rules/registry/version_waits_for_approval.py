"""A person, or a test, stands between training and production."""

from collections.abc import Iterator

from policies.pipelines import PIPELINE, steps
from policies.rule import Props, rule

_VERSION = "aws-native:sagemaker:ModelPackage"
_PENDING = "PendingManualApproval"


@rule(
    applies_to=(PIPELINE, _VERSION),
    why="what is registered as approved is deployed before anybody has looked at its metrics",
    source="Amazon SageMaker AI Developer Guide, Update the Approval Status of a Model",
)
def version_waits_for_approval(props: Props) -> Iterator[str]:
    """Model versions are not registered as approved."""
    if props.resource.type == _VERSION:
        if props.get("modelApprovalStatus", _PENDING) == "Approved":
            yield f"set model_approval_status to {_PENDING!r}, got 'Approved'"
        return
    for step in steps(props):
        if step["type"] == "RegisterModel":
            status = step.object("arguments").get("modelApprovalStatus", _PENDING)
            if status == "Approved":
                where = f"step {step['name']}"
                yield f"{where}: set ModelApprovalStatus to {_PENDING!r}, got {status!r}"
