import json
from dataclasses import replace

from cli.checks.runner import Report
from cli.finding import Finding, Place
from cli.reports.sarif import sarif
from policies.catalogue import all_rules
from tests.cli.reports.support import BROKEN, FINE, REPORT, RULES, URN


def run_of(report: Report) -> dict:
    document = json.loads(sarif(report))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    return run


def by_rule(report: Report) -> dict[str, dict]:
    return {result["ruleId"]: result for result in run_of(report)["results"]}


def test_every_rule_also_one_of_a_pack_is_described_with_its_reason_remediation_and_source():
    described = {r["id"]: r for r in run_of(FINE)["tool"]["driver"]["rules"]}
    for rule in (*all_rules(), RULES[-1]):
        found = described[rule.name]
        assert found["shortDescription"]["text"] == rule.requirement
        for part in (rule.why, rule.remediation, rule.source):
            assert part in found["help"]["text"]
            assert part in found["help"]["markdown"]


def test_a_run_without_findings_has_results_all_the_same():
    """SARIF 3.14.23: without `results` a reader takes the run for one that was not made."""
    assert run_of(FINE)["results"] == []
    assert run_of(FINE)["invocations"] == [{"executionSuccessful": True}]


def test_levels_tell_what_stops_the_check():
    levels = {rule: result["level"] for rule, result in by_rule(REPORT).items()}
    assert levels == {
        "spec": "error",
        "bucket-is-versioned": "error",
        "bucket-has-lifecycle": "note",
        "stack-has-budget": "warning",
        "bucket-encrypted-with-key": "note",
    }


def test_a_result_stands_at_the_line_of_the_spec_and_names_the_resource():
    (location,) = by_rule(REPORT)["bucket-is-versioned"]["locations"]
    assert location == {
        "physicalLocation": {
            "artifactLocation": {"uri": "stacks/fraud.yaml"},
            "region": {"startLine": 12},
        },
        "logicalLocations": [
            {
                "name": "fraud-dev-lake-raw",
                "fullyQualifiedName": f"{URN}lake-raw",
                "kind": "resource",
            }
        ],
    }


def test_the_line_that_declares_the_resource_is_related():
    declared = replace(BROKEN, declared_at=Place("components/lake.py", 7))
    (result,) = run_of(Report(findings=[declared]))["results"]
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"] == {
        "artifactLocation": {"uri": "components/lake.py"},
        "region": {"startLine": 7},
    }


def test_an_exception_is_a_suppression_with_owner_and_date():
    results = by_rule(REPORT)
    (suppression,) = results["bucket-has-lifecycle"]["suppressions"]
    assert suppression == {
        "kind": "external",
        "status": "accepted",
        "justification": "holds | copies <only> (allowed by ana@acme.example until 2027-03-31)",
    }
    assert [rule for rule, result in results.items() if "suppressions" in result] == [
        "bucket-has-lifecycle"
    ]


def test_the_index_of_a_rule_points_at_it():
    run = run_of(REPORT)
    rules = run["tool"]["driver"]["rules"]
    pointed = [r for r in run["results"] if "ruleIndex" in r]
    assert {r["ruleId"] for r in pointed} >= {"spec", "stack-has-budget"}
    for result in pointed:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_pack_that_cannot_be_used_is_a_result_of_a_described_rule():
    unusable = Finding("fraud-dev", "policy", "pack.yaml: levels", "must be a mapping")
    run = run_of(Report(findings=[unusable]))
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "policy"


def test_fingerprints_stay_when_lines_move_and_differ_within_a_run():
    def prints(*findings):
        results = run_of(Report(findings=list(findings)))["results"]
        return [r["partialFingerprints"]["primaryLocationLineHash"] for r in results]

    assert BROKEN.place is not None
    moved = replace(BROKEN, place=replace(BROKEN.place, line=99))
    assert prints(BROKEN) == prints(moved)
    first, second = prints(BROKEN, replace(BROKEN, message="another"))
    assert first != second
