"""Rules of WAF's web ACLs."""

from typing import TYPE_CHECKING

from sandbox.rules import account_rule

if TYPE_CHECKING:
    from sandbox.account.context import Context


@account_rule("wafv2", "DeleteWebACL", code="WAFAssociatedItemException")
def firewall_in_use(context: "Context") -> str | None:
    """A web ACL stays while something is behind it."""
    for acl in context.backend().wacls.values():
        if acl.id == context.params["Id"] and acl.associated_resources:
            text = "AWS WAF couldn't perform the operation because your resource is being used by"
            return f"{text} another resource."
    return None
