"""The project that the engine sees in the sandbox: the same program and settings, other secrets.

The engine keeps the salt or the key of a stack's secrets in the stack's file. In the sandbox that
must neither be read from nor written to the committed file, so the engine works in
`.sandbox/project`, with copies of the project file and of the stack files. The program itself, and
every path it uses, is the repository's.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

_SALT = re.compile(r"^encryptionsalt: .*\n?", re.MULTILINE)
_SECRETS_KEYS = ("secretsprovider", "encryptionsalt", "encryptedkey")
_NEEDS_REWRITING = re.compile(r"secretsprovider|encryptionsalt|encryptedkey|secure|^\s*\{", re.M)
_STACK_FOLDER = re.compile(r"^(?:stackConfigDir|config):\s*['\"]?([^'\"\s#]+)", re.MULTILINE)

STAND_IN = "sandbox-stand-in"
"""Value of a secret setting in the sandbox, which cannot decrypt the committed one."""


def stack_files(repo: Path) -> Path:
    """Folder that the committed `Pulumi.<stack>.yaml` files lie in."""
    named = _STACK_FOLDER.search((repo / "Pulumi.yaml").read_text(encoding="utf-8"))
    return repo / (named[1] if named else "")


def refresh(repo: Path) -> Path:
    """Bring `.sandbox/project` up to date with the repository, and return it."""
    project = repo / ".sandbox" / "project"
    copies, kept = project / "stacks", project / ".kept"
    for folder in (copies, kept):
        folder.mkdir(parents=True, exist_ok=True)
    # The copy depends on where the repository is, too: it may have been moved.
    source = f"{(repo / 'Pulumi.yaml').read_text(encoding='utf-8')}\n# {repo}\n"
    made = _remembered(kept / "Pulumi.yaml", source, lambda text: _project(repo, text))
    _write(project / "Pulumi.yaml", made)
    texts = {copy.name: "" for copy in copies.iterdir()}
    for original in stack_files(repo).glob("Pulumi.*.yaml"):
        text = original.read_text(encoding="utf-8")
        if _NEEDS_REWRITING.search(text):
            text = _remembered(kept / original.name, text, _without_secrets)
        texts[original.name] = text if not text or text.endswith("\n") else f"{text}\n"
    for name, text in texts.items():
        # The salt that the engine has given a stack in the sandbox stays.
        copy = copies / name
        salt = _SALT.search(copy.read_text(encoding="utf-8")) if copy.exists() else None
        _write(copy, text + (salt[0] if salt else ""))
    return project


def _write(path: Path, text: str) -> None:
    """Write a file in one step, unless it is as it should be."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    # Not beside it, where another command could take it for a stack's file.
    part = path.parent.parent / f".part-{os.getpid()}"
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def _remembered(kept: Path, source: str, make: Callable[[str], str]) -> str:
    """Return what `make` makes of `source`; asked again for the same one, what it made then."""
    known = kept.read_text(encoding="utf-8") if kept.exists() else ""
    if not known.startswith(f"{source}\0"):
        known = f"{source}\0{make(source)}"
        _write(kept, known)
    return known[len(source) + 1 :]


def _project(repo: Path, source: str) -> str:
    """The project file for the copy: the same, with the repository's paths made absolute."""

    def change(project: Any) -> None:
        project["main"] = str(repo / project.get("main", ""))
        # The state backend of real deployments, and the old name of stackConfigDir.
        project.pop("backend", None)
        if isinstance(project.get("config"), str):
            del project["config"]
        project["stackConfigDir"] = "stacks"
        runtime = project.get("runtime")
        options = runtime.get("options") if isinstance(runtime, dict) else None
        if options and "virtualenv" in options:
            options["virtualenv"] = str(repo / options["virtualenv"])

    return _changed(source, change, source)


def _without_secrets(source: str) -> str:
    """A stack's settings without what encrypts them, and with stand-ins for secret ones."""

    def change(stack: Any) -> None:
        for key in _SECRETS_KEYS:
            stack.pop(key, None)
        _stand_in(stack)

    # The engine will refuse a broken file as well, but it must not find a key in it even so.
    lines = source.splitlines(keepends=True)
    harmless = [line for line in lines if not line.lstrip("{ \"'").startswith(_SECRETS_KEYS)]
    return _changed(source, change, "".join(harmless))


def _stand_in(value: Any) -> None:
    """Put stand-ins for secrets into everything below a value."""
    entries = enumerate(value) if isinstance(value, list) else value.items()
    for key, inner in list(entries):
        if isinstance(inner, dict) and list(inner) == ["secure"]:
            value[key] = STAND_IN
        elif isinstance(inner, list | dict):
            _stand_in(inner)


def _changed(source: str, change: Callable[[Any], None], broken: str) -> str:
    """Text of a YAML mapping after a change; `broken` for a text that is none."""
    # We were started without site-packages, to be quick when nothing has changed.
    import io
    import site

    site.main()
    from ruamel.yaml import YAML

    yaml, written = YAML(), io.StringIO()
    yaml.default_flow_style, yaml.width = False, 1_000_000
    try:
        data = yaml.load(source)
        change(data)
    except Exception:  # noqa: BLE001 - ruamel has many errors; the engine itself tells the user
        return broken
    if data:
        data.fa.set_block_style()
        yaml.dump(data, written)
    return written.getvalue()
