"""Rules of WAF's web ACLs."""

from typing import TYPE_CHECKING

from sandbox.rules import Params, account_rule, rule

if TYPE_CHECKING:
    from sandbox.account.context import Context

_BOTH = ("wafv2", "CreateWebACL", "UpdateWebACL")
_GROUPS = ("RuleGroupReferenceStatement", "ManagedRuleGroupStatement")


@rule(*_BOTH, at="Rules", code="WAFInvalidParameterException")
def order_and_names(params: Params) -> str | None:
    """CreateWebACL, `Priority`: "they must all be different"; so must names."""
    rules = params.get("Rules") or []
    for name in ("Priority", "Name"):
        if len({r[name] for r in rules}) < len(rules):
            return (
                "Error reason: You have used a duplicate value for a field that must be unique.,"
                f" field: RULE, parameter: {name}"
            )
    return None


@rule(*_BOTH, at="Rules", code="WAFInvalidParameterException")
def action_or_override(params: Params) -> str | None:
    """CreateWebACL, `OverrideAction`: only of rules that refer to a group, which have no action."""
    for r in params.get("Rules") or []:
        group = any(name in r["Statement"] for name in _GROUPS)
        if ("OverrideAction" in r) != group or ("Action" in r) == group:
            return (
                "Error reason: You have used none or multiple values for a field that requires"
                f" exactly one value., field: RULE, parameter: {r['Name']}"
            )
    return None


@account_rule("wafv2", "DeleteWebACL", code="WAFAssociatedItemException")
def firewall_in_use(context: "Context") -> str | None:
    """A web ACL stays while something is behind it."""
    for acl in context.backend().wacls.values():
        if acl.id == context.params["Id"] and acl.associated_resources:
            text = "AWS WAF couldn't perform the operation because your resource is being used by"
            return f"{text} another resource."
    return None
