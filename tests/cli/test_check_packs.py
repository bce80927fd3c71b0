"""Which policy packs `stepwell check` holds a stack to."""

import pytest

from cli.checks import runner
from cli.checks.policies import policies
from plan.plan import Plan, Resource
from tests.cli.support import FLAGS

STRICT = "name: acme-strict\ndescription: Acme's own\nextends: cost\nrules: ../rules\n"

RULE = """
from policies.rule import rule

@rule(applies_to="aws:sns/topic:Topic", why="they are found by it", source="our handbook")
def topic_has_display_name(props):
    \"\"\"Topics have a display name.\"\"\"
    if "displayName" not in props:
        yield "set display_name"
"""


@pytest.fixture(autouse=True)
def small_stacks(monkeypatch):
    """Stacks of one topic, held to nothing but their packs."""

    def compose(stack, config, account):
        urn = f"urn:pulumi:{stack}::stepwell::pulumi:pulumi:Stack::stepwell-{stack}"
        root = Resource(urn, "pulumi:pulumi:Stack", f"stepwell-{stack}", custom=False)
        topic = Resource(f"urn:{stack}", "aws:sns/topic:Topic", f"{stack}-news")
        return Plan(stack, "stepwell", (root, topic))

    monkeypatch.setattr("cli.checks.context.compose", compose)
    monkeypatch.setattr(runner, "PIECES", (policies,))


@pytest.fixture
def fraud(repository):
    flags = ("--environments", "dev,prod")
    assert repository.run("new", "fraud", *FLAGS, *flags).code == 0
    company = repository.root / "company"
    (company / "rules" / "messages").mkdir(parents=True)
    (company / "rules" / "messages" / "topic_has_display_name.py").write_text(RULE)
    (company / "strict").mkdir()
    own = "levels:\n  topic-has-display-name: mandatory\n"
    (company / "strict" / "pack.yaml").write_text(f"{STRICT}{own}")
    return repository


def name_packs(repository, packs: str) -> None:
    repository.replace("fraud.yaml", "policy_packs: []\n", f"policy_packs: {packs}\n")
    repository.run("new", "fraud")


def said(result, rule: str) -> list[tuple[str, str]]:
    return [(f["stack"], f["weight"]) for f in result.data["findings"] if f["rule"] == rule]


def test_a_pack_named_on_the_command_line_stands_instead_of_the_others(fraud):
    result = fraud.run("check", "fraud-dev", "--pack", "cost", "--json")
    assert result.code == 1
    assert said(result, "stack-has-budget") == [("fraud-dev", "mandatory")]
    assert said(result, "topic-encrypted-with-key") == []


def test_the_findings_say_which_packs_counted(fraud):
    assert fraud.run("check", "--json").data["packs"] == {
        "fraud-dev": ["baseline", "level-0"],
        "fraud-prod": ["baseline", "level-0", "production"],
    }
    result = fraud.run("check", "fraud-dev", "--pack", "cost", "--json")
    assert result.data["packs"] == {"fraud-dev": ["stepwell-cost"]}


def test_several_packs_count_together(fraud):
    result = fraud.run("check", "fraud-dev", "--pack", "cost", "--pack", "baseline", "--json")
    assert said(result, "stack-has-budget") == [("fraud-dev", "mandatory")]
    assert said(result, "topic-encrypted-with-key") == [("fraud-dev", "mandatory")]


def test_without_one_each_stack_is_held_to_its_own(fraud):
    result = fraud.run("check", "--json")
    assert said(result, "stack-has-budget") == [
        ("fraud-dev", "advisory"),
        ("fraud-prod", "mandatory"),
    ]


def test_a_team_names_packs_for_all_its_stacks_or_for_one(fraud):
    name_packs(fraud, "[cost]")
    weights = {weight for _, weight in said(fraud.run("check", "--json"), "stack-has-budget")}
    assert weights == {"mandatory"}
    fraud.replace("fraud.yaml", "policy_packs: [cost]\n", "policy_packs:\n")
    fraud.replace("fraud.yaml", "  dev:\n", "  dev:\n    policy_packs: [./company/strict]\n")
    fraud.run("new", "fraud")
    found = said(fraud.run("check", "--json"), "topic-has-display-name")
    assert found == [("fraud-dev", "mandatory")]


def test_a_company_has_rules_of_its_own_without_changing_ours(fraud):
    name_packs(fraud, "[./company/strict]")
    result = fraud.run("check", "fraud-dev")
    assert result.code == 1
    assert "mandatory topic-has-display-name\n    fraud-dev-news: set display_name" in result.out


def test_a_pack_that_cannot_be_used_is_a_finding_that_says_where(fraud):
    (fraud.root / "company" / "rules" / "messages" / "lost.py").write_text("import nowhere\n")
    name_packs(fraud, "[./company/strict]")
    result = fraud.run("check", "fraud-dev")
    assert result.code == 1
    assert "lost.py:1: must be importable, got ModuleNotFoundError" in result.out


def test_a_pack_of_the_command_line_that_there_is_not_is_wrong_usage(fraud):
    result = fraud.run("check", "--pack", "productoin")
    assert result.code == 2
    assert result.err.startswith("policy pack: must be one of baseline, ")
    assert "got 'productoin', did you mean 'production'" in result.err


def test_a_pack_of_the_spec_that_there_is_not_is_a_finding(fraud):
    name_packs(fraud, "[costs]")
    result = fraud.run("check", "fraud-dev", "--json")
    assert result.code == 1
    (finding,) = result.data["findings"]
    assert finding["where"] == "policy pack"
    assert finding["message"].endswith("got 'costs', did you mean 'cost'")
    assert finding["place"]["file"] == "stacks/fraud.yaml"
