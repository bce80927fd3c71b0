"""Only the account of a registry decides about its versions."""

from collections.abc import Iterator

from policies.document import statements
from policies.grants import covers
from policies.rule import Props, rule

_DECIDES = (
    "sagemaker:deletemodelpackage",
    "sagemaker:deletemodelpackagegroup",
    "sagemaker:deletemodelpackagegrouppolicy",
    "sagemaker:putmodelpackagegrouppolicy",
    "sagemaker:updatemodelpackage",
)


@rule(
    applies_to="aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy",
    why="an account that may approve the version it deploys has no gate before it",
    source="Amazon SageMaker AI API Reference, PutModelPackageGroupPolicy",
)
def registry_shared_without_approval(policy: Props) -> Iterator[str]:
    """Policies of model package groups let no other account approve, delete or share versions."""
    for statement in statements(policy, "resourcePolicy"):
        for action in _DECIDES:
            if statement.allows and covers(statement, action):
                yield f"leave {action} out of statement {statement.label}"
