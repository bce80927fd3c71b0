"""The project that the engine sees in the sandbox: the same program and settings, other secrets.

The engine keeps the salt or the key of a stack's secrets in the stack's file. In the sandbox that
must neither be read from nor written to the committed file, so the engine works in
`.sandbox/project`, with copies of the project file and of the stack files. The program itself, and
every path it uses, is the repository's.
"""

import os
import re
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
    source = (repo / "Pulumi.yaml").read_text(encoding="utf-8")
    # The copy depends on where the repository is, too: it may have been moved.
    made = _remembered(kept, "Pulumi.yaml", f"{source}\n# {repo}\n", lambda: _project(repo, source))
    _write(project / "Pulumi.yaml", made)
    committed = stack_files(repo)
    originals = {
        entry.name: Path(entry.path)
        for entry in (os.scandir(committed) if committed.is_dir() else ())
        if entry.name.startswith("Pulumi.") and entry.name.endswith(".yaml")
    }
    originals.pop("Pulumi.yaml", None)
    for name, original in originals.items():
        text = original.read_text(encoding="utf-8")
        if _NEEDS_REWRITING.search(text):
            text = _remembered(kept, name, text, lambda text=text: _without_secrets(text))
        _write_stack(copies / name, text)
    for entry in os.scandir(copies):
        if entry.name not in originals:
            _write_stack(Path(entry.path), "")
    return project


def _write_stack(copy: Path, text: str) -> None:
    """Write a stack's settings, and keep the salt that the engine has given it in the sandbox."""
    salt = _SALT.search(copy.read_text(encoding="utf-8")) if copy.exists() else None
    if text and not text.endswith("\n"):
        text += "\n"
    _write(copy, text + (salt[0] if salt else ""))


def _write(path: Path, text: str) -> None:
    """Write a file in one step, unless it is as it should be."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    # Not beside it, where another command could take it for a stack's file.
    part = path.parent.parent / f".part-{os.getpid()}"
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def _remembered(kept: Path, name: str, source: str, make: Any) -> str:
    """Return what `make` makes of `source`; asked again for the same source, what it made then."""
    before, after = kept / f"{name}.source", kept / f"{name}.made"
    if before.exists() and after.exists() and before.read_text(encoding="utf-8") == source:
        return after.read_text(encoding="utf-8")
    made = make()
    _write(after, made)
    _write(before, source)
    return made


def _project(repo: Path, source: str) -> str:
    """The project file for the copy: the same, with the repository's paths made absolute."""
    yaml, text_of = _yaml()
    try:
        project = yaml.load(source)
    except Exception:  # noqa: BLE001 - ruamel has many errors; the engine itself tells the user
        return source
    if not isinstance(project, dict):
        return source
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
    return text_of(project)


def _without_secrets(source: str) -> str:
    """A stack's settings without what encrypts them, and with stand-ins for secret ones."""
    yaml, text_of = _yaml()
    try:
        stack = yaml.load(source)
    except Exception:  # noqa: BLE001 - ruamel has many errors; the engine itself tells the user
        # The engine will refuse the file as well, but it must not find a key in it even so.
        return "".join(
            line
            for line in source.splitlines(keepends=True)
            if not line.lstrip("{ \"'").startswith(_SECRETS_KEYS)
        )
    if not isinstance(stack, dict):
        return source
    for key in _SECRETS_KEYS:
        stack.pop(key, None)
    if "config" in stack:
        stack["config"] = _stand_in(stack["config"])
    return text_of(stack) if stack else ""


def _stand_in(value: Any) -> Any:
    if isinstance(value, dict):
        if list(value) == ["secure"]:
            return STAND_IN
        for key in list(value):
            value[key] = _stand_in(value[key])
    elif isinstance(value, list):
        for position, item in enumerate(value):
            value[position] = _stand_in(item)
    return value


def _yaml() -> tuple[Any, Any]:
    """A YAML reader, and a function that gives the text of what it read."""
    # We were started without site-packages, to be quick when nothing has changed.
    import io
    import site

    site.main()
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = 1_000_000

    def text_of(data: Any) -> str:
        written = io.StringIO()
        data.fa.set_block_style()
        yaml.dump(data, written)
        return written.getvalue()

    return yaml, text_of
