"""The table of all rules, `docs/policies.md`; `python -m policies.table` writes it."""

from itertools import groupby
from pathlib import Path

from policies.catalogue import all_rules, topics
from policies.pack import Level
from policies.pack_file import our_pack
from policies.places import our_packs
from policies.rule import PlanRule, Rule

PAGE = Path(__file__).parents[1] / "docs" / "policies.md"

_PACK = our_pack("baseline")

_HEAD = """\
# Policy rules

Written by `python -m policies.table` from the rules themselves; change a rule, not this page.
The level is that of the baseline pack, with the packs that ask for more. What rules, packs and
levels are: [concepts](concepts/policies.md).
"""


def table() -> str:
    """Text of the page."""
    topic_of = topics()
    ordered = sorted(all_rules(), key=lambda rule: (topic_of[rule.name], rule.name))
    sections = [
        f"\n## {topic.replace('_', ' ').capitalize()}\n\n"
        "| rule | requires | otherwise | level | source |\n|---|---|---|---|---|\n"
        + "".join(_row(topic, rule) for rule in rules)
        for topic, rules in groupby(ordered, key=lambda rule: topic_of[rule.name])
    ]
    return _HEAD + "".join(sections)


def _row(topic: str, rule: Rule | PlanRule) -> str:
    path = f"../policies/rules/{topic}/{rule.name.replace('-', '_')}.py"
    cells = [
        f"[{rule.name}]({path})",
        rule.requirement,
        rule.why,
        _levels(rule),
        rule.source,
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _levels(rule: Rule | PlanRule) -> str:
    """The baseline's level, who asks for more, and whether the engine can repair it."""
    level = _PACK.level(rule.name)
    stricter = [
        name
        for name in our_packs()
        if our_pack(name).levels.get(rule.name) is Level.MANDATORY is not level
    ]
    said = [level.value]
    if stricter:
        said.append(f"mandatory in {', '.join(stricter)}")
    if isinstance(rule, Rule) and rule.repair:
        said.append("can be repaired")
    return "; ".join(said)


if __name__ == "__main__":
    PAGE.write_text(table())
