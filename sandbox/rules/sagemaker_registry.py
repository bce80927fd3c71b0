"""Rule of the policies of SageMaker's model package groups."""

from sandbox.account.iam.conditions import listed
from sandbox.account.iam.policies import statements
from sandbox.rules import Params, rule
from sandbox.rules.policy_grammar import malformed


@rule("sagemaker", "PutModelPackageGroupPolicy", at="ResourcePolicy")
def policy_of_a_group(params: Params) -> str | None:
    """SageMaker Developer Guide, "Deploy a model from a different account": on the group."""
    if said := malformed(params["ResourcePolicy"], vendor="sagemaker"):
        return said
    for statement in statements(params["ResourcePolicy"]):
        for arn in listed(statement.get("Resource", "*")):
            if arn != "*" and f"/{params['ModelPackageGroupName']}" not in arn:
                return f"Policy has invalid resource: {arn}"
    return None
