"""The rules that a report describes."""

from typing import TYPE_CHECKING

from policies.catalogue import all_rules

if TYPE_CHECKING:
    from cli.checks.policies import AnyRule
    from cli.checks.runner import Report


def rules_of(report: "Report") -> tuple["AnyRule", ...]:
    """Return every rule there is, and those that packs brought along, by name."""
    found = {rule.name: rule for rule in all_rules()}
    for rules in report.rules.values():
        found |= {rule.name: rule for rule in rules}
    return tuple(found[name] for name in sorted(found))
