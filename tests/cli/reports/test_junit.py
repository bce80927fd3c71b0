import xml.etree.ElementTree as ET

from cli.reports.junit import junit
from tests.cli.reports.support import FINE, REPORT


def cases() -> dict[str, ET.Element]:
    top = ET.fromstring(junit(REPORT))
    return {f"{c.get('classname')}/{c.get('name')}": c for c in top.iter("testcase")}


def test_a_case_for_each_rule_of_each_stack():
    names = cases().keys()
    assert names >= {"fraud-dev/key-rotated", "fraud-prod/key-rotated", "all files/spec"}


def test_what_is_to_be_mended_fails_and_what_holds_passes():
    found = cases()
    assert {name for name, case in found.items() if case.find("failure") is not None} == {
        "all files/spec",
        "fraud-dev/bucket-is-versioned",
    }
    assert list(found["fraud-prod/bucket-is-versioned"]) == []


def test_what_is_allowed_or_not_decided_is_skipped_with_its_reason():
    found = cases()
    allowed = found["fraud-dev/bucket-has-lifecycle"].find("skipped")
    assert allowed is not None
    assert allowed.get("message") == (
        "allowed by ana@acme.example until 2027-03-31: holds | copies <only>"
    )
    undecided = found["fraud-dev/bucket-encrypted-with-key"].find("skipped")
    assert undecided is not None
    assert "kmsKeyId is known only after the deployment" in undecided.get("message", "")


def test_advice_passes_and_is_readable():
    case = cases()["fraud-dev/stack-has-budget"]
    assert [child.tag for child in case] == ["system-out"]
    assert "should have one" in "".join(case.itertext())


def test_a_character_that_xml_cannot_hold_does_not_spoil_the_file():
    failure = cases()["fraud-dev/bucket-is-versioned"].find("failure")
    assert failure is not None
    assert "because of \ufffd <x>" in (failure.text or "")


def test_the_counts_are_those_of_the_cases():
    top = ET.fromstring(junit(REPORT))
    assert (top.get("tests"), top.get("failures"), top.get("skipped")) == (
        str(len(cases())),
        "2",
        "2",
    )
    assert ET.fromstring(junit(FINE)).get("failures") == "0"
