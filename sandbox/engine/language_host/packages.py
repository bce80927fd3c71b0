"""What is installed for a program: its packages, and the plugins that they need."""

import json
import re
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple


class Package(NamedTuple):
    """One installed distribution."""

    name: str
    """Its name, normalised: `pulumi-aws`."""

    version: str
    """Its version as Python writes it."""


def installed(folders: Sequence[Path], *, transitive: bool) -> list[Package]:
    """Distributions in `folders`; without `transitive`, only those no other one requires."""
    found = dict[str, str]()
    required = set[str]()
    for distribution in metadata.distributions(path=[str(folder) for folder in folders]):
        name = _normal(distribution.metadata["Name"] or "")
        found.setdefault(name, distribution.version)
        for requirement in distribution.requires or []:
            needed = re.match(r"[\w.-]+", requirement)
            if needed and "extra ==" not in requirement:
                required.add(_normal(needed[0]))
    return sorted(
        Package(name, version)
        for name, version in found.items()
        if name and (transitive or name not in required)
    )


def plugins(folders: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Fields of a `PackageDependency` for every package that says it needs a resource plugin."""
    for folder in folders:
        for described in sorted(folder.glob("*/pulumi-plugin.json")):
            try:
                plugin = json.loads(described.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue
            if not plugin.get("resource"):
                continue
            package = _normal(described.parent.name)
            version = plugin.get("version") or _version(folder, package)
            if version is None:
                continue
            yield {
                "name": plugin.get("name") or package.removeprefix("pulumi-"),
                "kind": "resource",
                "version": f"v{version.removeprefix('v')}",
                "server": plugin.get("server") or "",
                "parameterization": plugin.get("parameterization"),
            }


def _version(folder: Path, package: str) -> str | None:
    """Version of a distribution, where it can be read as a plugin's: plain numbers only."""
    for found in installed([folder], transitive=True):
        if found.name == package and re.fullmatch(r"\d+\.\d+\.\d+", found.version):
            return found.version
    return None


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
