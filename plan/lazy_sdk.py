"""Loads of a service of the AWS SDK only the resources that a program names.

`import pulumi_aws.ec2` runs three hundred files, of which a stack needs twenty: with the other
services half of what it takes to start a program. Each class is in the file of its name, so it can
be found when asked for.
"""

import importlib
import importlib.machinery
import re
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

_PACKAGES = ("pulumi_aws", "pulumi_aws_native")
_MEMBER = re.compile(r"^from \.(\w+) import \*$", re.MULTILINE)
_INPUTS = "_inputs"
"""The file of the nested inputs of all resources."""

_SHARED = frozenset((_INPUTS, "outputs", "_enums"))
"""Files that are called after no class."""


def load_what_is_named() -> None:
    """Make services of the SDK that are imported from now on load their parts when named.

    A name that no file is called after loads the whole service, as importing it does unasked; so
    whatever the SDK's next version looks like, a program gets what it asks for.
    """
    if not any(isinstance(finder, _Services) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Services())


class _Services(MetaPathFinder):
    """Finds the packages that are services."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        package, _, service = fullname.rpartition(".")
        if package not in _PACKAGES or service == "config":
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.loader is None or not spec.submodule_search_locations:
            return None
        spec.loader = _Service(spec.loader)
        return spec


class _Service(Loader):
    """Runs the file of a class when the class is named, and the package's own when need be."""

    def __init__(self, whole: Loader) -> None:
        self._whole = whole

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return self._whole.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        listed = _MEMBER.findall(Path(str(module.__file__)).read_text(encoding="utf-8"))
        files = {_plain(name): name for name in listed if name not in _SHARED}

        def part(file: str) -> ModuleType:
            return importlib.import_module(f"{module.__name__}.{file}")

        def named(name: str) -> Any:
            likely = [_INPUTS] if name.endswith(("Args", "ArgsDict")) else []
            for file in (*likely, files.get(_plain(name))):
                found = vars(part(file)) if file is not None else {}
                if name in found:
                    # Also over a file of the same name, which Python has put there.
                    setattr(module, name, found[name])
                    return found[name]
            if name in files.values() or name in _SHARED:
                return part(name)
            if "__getattr__" in vars(module):
                del module.__getattr__
                self._whole.exec_module(module)
                if name in vars(module):
                    return vars(module)[name]
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")

        module.__getattr__ = named


def _plain(name: str) -> str:
    """Return what a class and the file it is in have in common."""
    return name.replace("_", "").lower()
