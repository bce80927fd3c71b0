from benchmarks.flat import flat_program
from blueprints import BLUEPRINTS
from cli.checks.compose import NO_ACCOUNT, compose
from generator.generate import stack_config
from generator.loader import load_spec
from plan.plan import Plan
from plan.recorder import record
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
