from pathlib import Path

import pytest

from cli.checks.places import Places
from cli.finding import Finding, Place
from generator.spec import EnvironmentSpec, TeamSpec
from plan.plan import Plan, Resource

SPEC = """\
team: fraud
level: 0
settings:
  network: {}
  endpoints:
    scorer: {model_package_arn: x}
environments:
  dev: {}
  prod:
    settings:
      network:
        cidr: 10.0.0.0/16
exceptions:
  - rule: a
"""
STACK = Resource("urn:stack", "pulumi:pulumi:Stack", "stepwell-fraud-dev", custom=False)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "stacks").mkdir()
    (tmp_path / "stacks/fraud.yaml").write_text(SPEC)
    spec = TeamSpec.model_construct(
        team="fraud",
        level=0,
        settings={"network": {}, "endpoints": {"scorer": {}, "slow-scorer": {}}},
        environments={"dev": EnvironmentSpec(), "prod": EnvironmentSpec()},
    )
    return Places(tmp_path, spec)


def part(type_: str, name: str, parent: str = STACK.urn) -> Resource:
    return Resource(f"urn:{name}", type_, name, parent=parent, custom=False)


def place(places: Places, *above: Resource, environment: str = "dev") -> Place | None:
    child = Resource("urn:child", "aws:ec2/vpc:Vpc", "child", parent=above[-1].urn)
    plan = Plan("fraud-dev", "stepwell", (STACK, *above, child))
    finding = Finding("fraud-dev", "policy", "child", "m", resource="child", urn=child.urn)
    return places.located(finding, plan, environment).place


def test_a_resource_leads_to_the_settings_of_its_part(places):
    network = part("stepwell:index:Network", "fraud-dev-network")
    assert place(places, network) == Place("stacks/fraud.yaml", 4, "settings.network")


def test_what_an_environment_says_itself_comes_first(places):
    network = part("stepwell:index:Network", "fraud-prod-network")
    found = place(places, network, environment="prod")
    assert found == Place("stacks/fraud.yaml", 11, "environments.prod.settings.network")


def test_one_of_several_parts_is_told_by_its_name_also_from_deep_inside(places):
    endpoint = part("stepwell:index:InferenceEndpoint", "fraud-dev-endpoint-scorer")
    inner = part("stepwell:index:WorkloadSecurityGroup", "inner", endpoint.urn)
    found = place(places, endpoint, inner)
    assert found == Place("stacks/fraud.yaml", 6, "settings.endpoints.scorer")


def test_a_name_that_ends_like_another_is_not_taken_for_it(places):
    endpoint = part("stepwell:index:InferenceEndpoint", "fraud-dev-endpoint-slow-scorer")
    found = place(places, endpoint)
    assert found == Place("stacks/fraud.yaml", 5, "settings.endpoints.slow-scorer", given=False)


def test_one_that_the_spec_does_not_name_has_no_setting_there(places):
    endpoint = part("stepwell:index:InferenceEndpoint", "fraud-dev-endpoint-of-old")
    assert place(places, endpoint) == Place("stacks/fraud.yaml")


def test_a_resource_leads_to_the_line_that_declares_it(places, tmp_path):
    lines = {"own": f"{tmp_path}/components/own.py:7", "other": "/elsewhere/other.py:7", "none": ""}
    resources = [Resource(name, "x", name, declared_at=line) for name, line in lines.items()]
    plan = Plan("fraud-dev", "stepwell", tuple(resources))
    found = {
        name: places.located(Finding("fraud-dev", "policy", name, "m", urn=name), plan, "dev")
        for name in lines
    }
    assert {name: finding.declared_at for name, finding in found.items()} == {
        "own": Place("components/own.py", 7),
        "other": None,
        "none": None,
    }


def test_a_part_with_its_defaults_says_so(places):
    found = place(places, part("stepwell:index:DataLake", "fraud-dev-lake"))
    assert str(found) == "stacks/fraud.yaml:3: settings.data_lake (not there, so by default)"


def test_a_component_of_somebody_else_leads_to_the_spec_only(places):
    assert place(places, part("acme:index:Tracker", "x")) == Place("stacks/fraud.yaml")


def test_what_a_component_refuses_leads_to_the_setting(places):
    refused = Finding("fraud-prod", "compose", "network.cidr", "must be a range")
    found = places.located(refused, None, "prod").place
    assert str(found) == "stacks/fraud.yaml:12: environments.prod.settings.network.cidr"


def test_an_exception_has_its_line(places):
    assert places.of_field("exceptions[0]") == Place("stacks/fraud.yaml", 14, "exceptions[0]")
