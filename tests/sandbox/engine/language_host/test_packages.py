import json
from pathlib import Path
from typing import Any

from sandbox.engine.language_host.interpreter import Interpreter
from sandbox.engine.language_host.runtime import needed


def package(environment: Path, name: str, plugin: object) -> None:
    folder = environment / "lib/python3.11/site-packages" / name.replace("-", "_")
    folder.mkdir(parents=True)
    (folder / "pulumi-plugin.json").write_text(json.dumps(plugin))


def plugins(environment: Path) -> list[Any]:
    return [*filter(None, map(needed, Interpreter(environment).plugins()))]


def test_a_package_with_a_resource_plugin_needs_it(tmp_path: Path):
    package(tmp_path, "pulumi-aws", {"resource": True, "name": "aws", "version": "7.51.1"})
    (found,) = plugins(tmp_path)
    assert (found["name"], found["kind"], found["version"]) == ("aws", "resource", "v7.51.1")


def test_a_package_made_for_a_plugin_says_with_what(tmp_path: Path):
    made_for = {"name": "tls", "version": "4.0.0", "value": "e30="}
    plugin = {"resource": True, "version": "0.1.0", "parameterization": made_for}
    package(tmp_path, "pulumi-terraform-provider", plugin)
    (found,) = plugins(tmp_path)
    assert (found["name"], found["version"]) == ("terraform-provider", "v0.1.0")
    assert found["parameterization"] == made_for


def test_packages_without_a_plugin_need_none(tmp_path: Path):
    package(tmp_path, "pulumi-std", {"resource": False})
    assert plugins(tmp_path) == []
