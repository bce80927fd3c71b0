"""What the internet can call is filtered first."""

from collections.abc import Iterator

from policies.apis import REST_API, REST_STAGE
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=REST_STAGE,
    why="a model behind an open address is scraped, copied and flooded by machines",
    source="AWS Security Hub, control APIGateway.4",
)
def public_api_has_firewall(stage: Props, plan: PlanView) -> Iterator[str]:
    """Stages of REST APIs that the internet can reach are behind a web ACL of AWS WAF."""
    for api in plan.sources(stage, "restApi", REST_API):
        if api.get("endpointConfiguration", {}).get("types") == "PRIVATE":
            return
    association = "aws:wafv2/webAclAssociation:WebAclAssociation"
    if not plan.about(stage, association, key="resourceArn", named="arn"):
        yield "declare a WebAclAssociation for it"
