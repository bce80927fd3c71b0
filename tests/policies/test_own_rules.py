from pathlib import Path

import pytest

from plan.plan import Plan
from policies.check import check
from policies.errors import PolicyError
from policies.own_rules import rules_in
from policies.pack import Level, strictest
from policies.pack_file import named_pack, our_pack, read_pack
from policies.testing import resource, stack

TOPIC = "aws:sns/topic:Topic"

RULE = """
from policies.rule import rule

@rule(applies_to="aws:sns/topic:Topic", why="they are found by it", source="our handbook")
def topic_has_display_name(props):
    \"\"\"Topics have a display name.\"\"\"
    if "displayName" not in props:
        yield "set display_name"
"""

PACK = "name: acme-strict\ndescription: Acme's own\nextends: baseline\nrules: ../../rules\n"


@pytest.fixture
def company(tmp_path) -> Path:
    write(tmp_path / "rules" / "messages" / "topic_has_display_name.py", RULE)
    write(tmp_path / "packs" / "strict" / "pack.yaml", PACK)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def refusal(folder: Path) -> str:
    with pytest.raises(PolicyError) as error:
        rules_in(folder)
    return str(error.value).replace(f"{folder.parent}/", "")


def topic(**inputs: str) -> Plan:
    return stack(resource(TOPIC, "news", kmsMasterKeyId="alias/acme", **inputs))


def said(plan: Plan, folder: Path) -> list[tuple[str, Level]]:
    found = check(plan, read_pack(folder))
    return [(f.message, f.level) for f in found if f.rule == "topic-has-display-name"]


def test_a_pack_brings_along_the_rules_of_a_folder(company):
    pack = company / "packs" / "strict"
    assert said(topic(), pack) == [("set display_name", Level.MANDATORY)]
    assert said(topic(displayName="News"), pack) == []


def test_a_pack_names_its_own_rules_as_it_does_ours(company):
    levels = "levels: {topic-has-display-name: advisory}\n"
    pack = write(company / "packs" / "strict" / "pack.yaml", f"{PACK}{levels}").parent
    assert said(topic(), pack) == [("set display_name", Level.ADVISORY)]


def test_a_pack_that_extends_it_has_its_rules(company):
    text = "name: stricter\ndescription: x\nextends: ../strict\n"
    pack = write(company / "packs" / "stricter" / "pack.yaml", text).parent
    assert said(topic(), pack) == [("set display_name", Level.MANDATORY)]


def test_packs_beside_it_have_no_say_about_its_rules(company):
    own = "levels: {topic-has-display-name: advisory}\n"
    pack = write(company / "packs" / "strict" / "pack.yaml", f"{PACK}{own}").parent
    both = strictest([our_pack("baseline"), read_pack(pack)], [])
    assert both.level("topic-has-display-name") is Level.ADVISORY


def test_rules_lie_in_an_importable_package_too(company, monkeypatch):
    monkeypatch.syspath_prepend(company)
    (company / "rules").rename(company / "acme_rules_of_a_test")
    text = PACK.replace("../../rules", "acme_rules_of_a_test")
    pack = write(company / "packs" / "strict" / "pack.yaml", text).parent
    assert said(topic(), pack) == [("set display_name", Level.MANDATORY)]


def test_a_folder_of_rules_is_a_pack_in_which_each_is_mandatory(company):
    pack = named_pack("rules", company)
    assert [(f.message, f.level) for f in check(topic(), pack)] == [
        ("set display_name", Level.MANDATORY)
    ]


def test_a_file_that_cannot_be_imported_is_named_with_its_line(company):
    write(company / "rules" / "messages" / "lost.py", "import os\nimport nowhere_to_be_found\n")
    assert refusal(company / "rules") == (
        "rules/messages/lost.py:2: must be importable, "
        "got ModuleNotFoundError: No module named 'nowhere_to_be_found'"
    )


def test_every_file_that_is_no_rule_is_said_at_once(company):
    topic = company / "rules" / "messages"
    write(topic / "broken.py", "def broken(:\n")
    write(topic / "empty.py", "")
    write(topic / "leaving.py", "import sys\nsys.exit()\n")
    write(topic / "key_rotates.py", RULE.replace("topic_has_display_name", "key_rotates"))
    silent = RULE.replace("topic_has_display_name", "silent").replace('    """', "    # ")
    write(topic / "silent.py", silent)
    said = refusal(topic.parent).replace("rules/messages/", "")
    assert said.splitlines() == [
        "broken.py:1: must be importable, got SyntaxError: invalid syntax",
        "empty.py: must define a rule named empty, got nothing of that name",
        "key_rotates.py: must have a name of its own, got 'key_rotates', one of Stepwell's; "
        "rename file and function",
        "leaving.py:2: must be importable, got SystemExit",
        "silent.py:4: must be importable, got ValueError: silent: must have a docstring that "
        "states the requirement, got none",
    ]


def test_two_rules_of_one_name_are_refused(company):
    write(company / "rules" / "names" / "topic_has_display_name.py", RULE)
    assert "must have a name of its own, got 'topic_has_display_name', that of rules/" in (
        refusal(company / "rules")
    )


def test_a_folder_without_rules_is_refused(tmp_path):
    (tmp_path / "rules").mkdir()
    reason = "must hold rules as <topic>/<rule>.py, got none"
    assert refusal(tmp_path / "rules") == f"rules: {reason}"


def test_a_pack_says_what_is_wrong_with_where_its_rules_are(company):
    text = f"{PACK}".replace("../../rules", "../../rulse")
    pack = write(company / "packs" / "strict" / "pack.yaml", text).parent
    with pytest.raises(PolicyError, match=r"pack\.yaml:4: rules: must be folders or packages of "):
        read_pack(pack)


def test_packs_with_different_rules_of_one_name_cannot_be_had_together(company, tmp_path):
    other = tmp_path / "other"
    write(other / "rules" / "names" / "topic_has_display_name.py", RULE)
    write(other / "packs" / "strict" / "pack.yaml", PACK)
    packs = [read_pack(root / "packs" / "strict") for root in (company, other)]
    with pytest.raises(PolicyError, match="must not bring along another rule named"):
        strictest(packs, [])
