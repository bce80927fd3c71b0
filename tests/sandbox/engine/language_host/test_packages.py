import json
from pathlib import Path

from sandbox.engine.language_host.packages import Package, installed, plugins


def package(site: Path, name: str, version: str, plugin: object = None, requires: str = "") -> None:
    folder = site / name.replace("-", "_")
    folder.mkdir(parents=True)
    if plugin is not None:
        (folder / "pulumi-plugin.json").write_text(json.dumps(plugin))
    described = site / f"{folder.name}-{version}.dist-info"
    described.mkdir()
    needed = f"Requires-Dist: {requires}\n" if requires else ""
    (described / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needed}"
    )


def test_a_package_with_a_resource_plugin_needs_it(tmp_path: Path):
    package(tmp_path, "pulumi-aws", "7.51.1", {"resource": True, "name": "aws"})
    (needed,) = plugins([tmp_path])
    assert (needed["name"], needed["kind"], needed["version"]) == ("aws", "resource", "v7.51.1")


def test_the_version_in_the_plugins_own_file_wins(tmp_path: Path):
    package(tmp_path, "pulumi-x", "1.0a1", {"resource": True, "version": "1.0.0-alpha.1"})
    (needed,) = plugins([tmp_path])
    assert (needed["name"], needed["version"]) == ("x", "v1.0.0-alpha.1")


def test_packages_without_a_plugin_need_none(tmp_path: Path):
    package(tmp_path, "pulumi-policy", "1.21.0")
    package(tmp_path, "pulumi-std", "2.0.0", {"resource": False})
    package(tmp_path, "pulumi-odd", "2.0.dev3", {"resource": True})
    (tmp_path / "pulumi_std" / "pulumi-plugin.json").with_name("other.json").write_text("{")
    assert list(plugins([tmp_path])) == []


def test_direct_packages_are_those_that_no_other_requires(tmp_path: Path):
    package(tmp_path, "Pulumi_AWS", "7.51.1", requires="semver>=2.8.1")
    package(tmp_path, "semver", "3.0.4")
    assert installed([tmp_path], transitive=False) == [Package("pulumi-aws", "7.51.1")]
    assert len(installed([tmp_path], transitive=True)) == 2
