"""The form that every component keeps, so that people and other languages can use any of them."""

import ast
import importlib
import inspect
from pathlib import Path

import pulumi
import pulumi_aws as aws
import pytest
from pulumi.provider.experimental.analyzer import Analyzer

from tests.components.support import declare

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "components").glob("[!_]*.py"))
PARTS = sorted((ROOT / "components/parts").rglob("[!_]*.py"))


def _classes(path: Path) -> list[type]:
    module = importlib.import_module(f"components.{path.stem}")
    return [
        value
        for _, value in inspect.getmembers(module, inspect.isclass)
        if value.__module__ == module.__name__
    ]


COMPONENTS = [
    c for path in FILES for c in _classes(path) if issubclass(c, pulumi.ComponentResource)
]


def _settings(source: ast.Module) -> list[ast.ClassDef]:
    return [
        node
        for node in source.body
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Settings", "Args"))
    ]


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.__name__)
def test_other_languages_can_use_the_component(component):
    definition = Analyzer("stepwell").analyze_component(component)
    assert definition.description, "a component says in its docstring what it is"
    for name, output in definition.outputs.items():
        assert output.description, f"output {name} has no docstring"


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.__name__)
def test_the_type_token_is_the_class_name(component):
    assert f'"stepwell:index:{component.__name__}"' in inspect.getsource(component)


@pytest.mark.parametrize("path", [*FILES, *PARTS], ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_input_is_documented_and_every_optional_one_names_its_default(path):
    for node in _settings(ast.parse(path.read_text())):
        for field, after in zip(node.body, [*node.body[1:], None], strict=True):
            if not isinstance(field, ast.AnnAssign):
                continue
            where = f"{path.name}: {node.name}.{ast.unparse(field.target)}"
            text = (
                after.value.value
                if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                else ""
            )
            assert text, f"{where} has no docstring"
            if "NotRequired" in ast.unparse(field.annotation):
                assert "Default:" in str(text), f"{where} does not name its default"


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.__name__)
def test_the_component_has_a_page_and_a_test(component):
    stem = Path(inspect.getfile(component)).stem
    assert (ROOT / "docs/components" / f"{stem.replace('_', '-')}.md").exists()
    assert (ROOT / "tests/components" / f"test_{stem}.py").exists()


def test_an_alarm_that_a_component_keeps_to_itself_fails_its_tests():
    def program(**given: str) -> None:
        component = pulumi.ComponentResource("stepwell:index:Any", "any")
        own = pulumi.ResourceOptions(parent=component)
        alarms = {
            what: aws.cloudwatch.MetricAlarm(
                f"any-{what}",
                comparison_operator="GreaterThanThreshold",
                evaluation_periods=1,
                opts=own,
            ).name
            for what in ("server-errors", "latency")
        }
        component.register_outputs({"alarm_names": {k: alarms[v] for k, v in given.items()}})

    declare(lambda: program(errors="server-errors", latency="latency"))
    for wrong in (
        {},
        {"latency": "latency"},
        {"errors": "latency", "latency": "latency"},
    ):
        with pytest.raises(AssertionError):
            declare(lambda given=wrong: program(**given))


def test_parts_are_no_components():
    for path in PARTS:
        assert "pulumi.ComponentResource)" not in path.read_text().split("def ")[0], path.name


def test_no_component_reads_configuration_or_makes_a_provider():
    for path in [*FILES, *PARTS]:
        text = path.read_text()
        assert "pulumi.Config" not in text, path.name
        assert "aws.Provider(" not in text, path.name
