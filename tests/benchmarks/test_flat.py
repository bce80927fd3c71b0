import importlib

import pytest

from benchmarks.flat import flat_program, sdk_class
from blueprints import BLUEPRINTS
from cli.checks.compose import NO_ACCOUNT, compose
from generator.generate import stack_config
from generator.loader import load_spec
from plan.plan import UNKNOWN, Plan, Resource
from plan.recorder import record
from tests.blueprints.every_part import every_part
from tests.blueprints.support import TAGS
from tests.blueprints.support import compose as compose_settings
from tests.test_layout import ROOT


def test_the_flat_program_declares_what_the_blueprint_declares():
    spec = load_spec(ROOT / "stacks" / "fraud.yaml", BLUEPRINTS)
    config = stack_config(spec, "dev")
    composed = compose("fraud-dev", config, NO_ACCOUNT)
    program = compile(flat_program(composed), "flat", "exec")
    flat = record(
        lambda: exec(program, {}),
        stack_name="fraud-dev",
        default_tags=config["aws:defaultTags"]["tags"],
    )
    assert declared(flat) == declared(composed)
    assert {r.type for r in flat if not r.custom} == {"pulumi:pulumi:Stack"}


def test_what_cloud_control_makes_is_declared_with_its_own_sdk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = every_part(1, tmp_path)
    del settings["endpoints"]["shared"]
    composed = compose_settings(settings, level=1)
    program = flat_program(composed)
    assert "import pulumi_aws_native as aws_native\n" in program
    flat = record(
        lambda: exec(compile(program, "flat", "exec"), {}),
        stack_name="fraud-dev",
        default_tags=TAGS,
    )
    assert declared(flat) == declared(composed)


def test_what_a_plan_does_not_tell_is_refused():
    group = Resource("urn:x", "aws:kms/key:Key", "k", {"description": UNKNOWN})
    with pytest.raises(ValueError, match=r"^k\.description: must be known, "):
        flat_program(Plan("fraud-dev", "stepwell", (group,)))


def declared(plan: Plan) -> dict[tuple[str, str], tuple[object, ...]]:
    """What each cloud resource is given and waits for; components, which are no such, left out."""
    names = {r.urn: r.name for r in plan if r.custom}
    return {
        (r.type, r.name): (
            r.inputs,
            r.secrets,
            {names[urn] for urn in r.dependencies if urn in names},
        )
        for r in plan
        if r.custom
    }


def test_a_class_is_where_the_sdk_has_it():
    for token in ("aws:lambda/function:Function", "aws-native:sagemaker:Cluster"):
        package, module, cls = sdk_class(token)
        assert hasattr(importlib.import_module(f"{package}.{module}"), cls)
