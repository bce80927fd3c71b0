import json
import random

import pytest

from generator.errors import SpecError
from generator.generate import generate
from generator.yaml_reader import read_yaml
from tests.generator.support import SPEC, parse

DEV = """\
# Generated from stacks/fraud.yaml: change that file, then run `stepwell new fraud`.
# What `pulumi config set` adds under other names is kept. Checksum: {checksum}
config:
  aws:region: eu-west-1
  aws:defaultTags:
    tags:
      team: fraud
      environment: dev
      owner: fraud-ml@acme.example
      cost-center: "4711"
      managed-by: stepwell
  aws-native:region: eu-west-1
  aws-native:defaultTags:
    tags:
      team: fraud
      environment: dev
      owner: fraud-ml@acme.example
      cost-center: "4711"
      managed-by: stepwell
  stepwell:team: fraud
  stepwell:environment: dev
  stepwell:level: "0"
  stepwell:settings:
    pond:
      cidr: "10.0.0.0/16"
      fish:
        - tench
      days: 2
"""


def test_one_file_per_environment_with_everything_the_stack_needs():
    files = generate(parse(SPEC))
    assert list(files) == ["stacks/Pulumi.fraud-dev.yaml", "stacks/Pulumi.fraud-prod.yaml"]
    dev = files["stacks/Pulumi.fraud-dev.yaml"]
    assert dev == DEV.format(checksum=dev.split("Checksum: ")[1][:16])


def test_an_account_is_the_only_one_allowed():
    config = read_yaml(generate(parse(SPEC))["stacks/Pulumi.fraud-prod.yaml"].encode()).data[
        "config"
    ]
    assert config["aws:allowedAccountIds"] == ["314159265358"]
    assert config["aws:region"] == "us-east-1"


def test_exceptions_travel_with_every_stack():
    exception = {
        "rule": "bucket-versioned",
        "resource": "lake-raw",
        "reason": "holds copies only",
        "owner": "a@acme.example",
        "expires": "2027-03-31",
    }
    for text in generate(parse(f"{SPEC}exceptions: [{json.dumps(exception)}]\n")).values():
        assert read_yaml(text.encode()).data["config"]["stepwell:exceptions"] == [exception]


def test_the_packs_of_team_and_environment_travel_with_the_stack():
    spec = SPEC.replace("\n  prod:\n", "\n  prod:\n    policy_packs: [production, cost]\n")
    assert spec != SPEC
    files = generate(parse(f"{spec}policy_packs: [cost]\n"))
    configs = {path: read_yaml(text.encode()).data["config"] for path, text in files.items()}
    assert {p: c["stepwell:policy_packs"] for p, c in configs.items()} == {
        "stacks/Pulumi.fraud-dev.yaml": ["cost"],
        "stacks/Pulumi.fraud-prod.yaml": ["cost", "production"],
    }


def test_the_same_spec_gives_the_same_bytes():
    assert generate(parse(SPEC)) == generate(parse(SPEC))


def test_the_order_in_which_a_spec_lists_its_fields_does_not_matter():
    head, settings = SPEC.split("settings:\n", 1)
    lines = head.splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    assert generate(parse("".join([*lines, "settings:\n", settings]))) == generate(parse(SPEC))


@pytest.mark.parametrize("value", ["a;b", "x" * 257, "", "a#b", "a\tb"])
def test_values_that_no_tag_can_hold_are_refused(value):
    with pytest.raises(SpecError, match="cost_center: must fit an AWS tag"):
        parse(SPEC.replace('"4711"', json.dumps(value)))
