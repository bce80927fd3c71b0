"""What a VPC endpoint lets through is written down."""

from collections.abc import Iterator

from policies.document import Statement, statements
from policies.rule import Props, rule

_TAKE_A_POLICY = frozenset(
    {
        "athena",
        "bedrock-runtime",
        "dynamodb",
        "ecr.api",
        "ecr.dkr",
        "glue",
        "kms",
        "lambda",
        "logs",
        "s3",
        "sagemaker.api",
        "sagemaker.featurestore-runtime",
        "sagemaker.runtime",
        "secretsmanager",
        "sns",
        "sqs",
        "ssm",
        "states",
        "sts",
    }
)
"""Services that data can leave through, of those whose endpoints take a policy in each region."""


@rule(
    applies_to="aws:ec2/vpcEndpoint:VpcEndpoint",
    why="without one, a notebook can copy data into a bucket of another account",
    source="AWS PrivateLink Guide, Control access to VPC endpoints using endpoint policies",
    remediation="ask for aws:PrincipalAccount, and where data is written for aws:ResourceAccount",
)
def endpoint_has_policy(props: Props) -> Iterator[str]:
    """VPC endpoints of services that hold data have a policy that does not allow everything."""
    service = ".".join(props.get("serviceName", "").split(".")[3:])
    if service not in _TAKE_A_POLICY:
        return
    if "policy" not in props:
        yield f"give the endpoint of {service} a policy"
    for statement in statements(props, "policy"):
        if _everything(statement):
            yield f"narrow statement {statement.label} of its policy, which allows everything"


def _everything(statement: Statement) -> bool:
    return (
        statement.allows
        and "*" in statement.actions
        and "*" in statement.resources
        and not statement.conditions
        and any("*" in who for who in statement.principals.values())
    )
