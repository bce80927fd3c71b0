"""The engine built with Go, from the published module that go.mod and go.sum beside this pin."""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from sandbox.cache import cache_dir, make_once
from sandbox.engine.engine import AttemptFailed, Engine
from sandbox.engine.version import PINNED
from sandbox.engine.watched import Failed, Progress, run_watched

_HERE = Path(__file__).parent
_MODULE_FILES = ("go.mod", "go.sum")
_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
_SDK = "github.com/pulumi/pulumi/sdk/v3"
_BUILD = (
    "build",
    "-v",
    "-trimpath",
    "-tags=osusergo,grpcnotrace",
    f"-ldflags=-s -w -X {_SDK}/go/common/version.Version=v{PINNED}",
)
_SCRIPTS = ("cmd/pulumi-language-python-exec", "dist/pulumi-resource-pulumi-python")
"""Parts of the Python support that lie in the SDK module as scripts."""

_OLDEST_WITH_TOOLCHAINS = (1, 21)
"""From this version on, Go itself fetches the newer toolchain that a module asks for."""

_LAUNCHER = _HERE / "pulumi-language-python"
_HOST = _HERE / "language_host"


def built(progress: Progress, *, build: bool) -> Engine:
    """Return the built engine of the cache, after building it if `build`."""
    folder = cache_dir() / "engine"
    name = f"built-{PINNED}-{sys.platform}-{platform.machine()}"
    target = folder / f"{name}-{_digest(_host_files())}"
    if not target.is_dir():
        if not build:
            raise AttemptFailed("not in the cache")
        go = _go()
        make_once(target, lambda part: _make(part, folder, name, go, progress), progress)
    return Engine(target / "bin" / "pulumi", PINNED, "built")


def _make(part: Path, folder: Path, name: str, go: str, progress: Progress) -> None:
    """Fill `part` with `bin/`, which the engine looks in, and `lib/`, our language host."""
    (part / "bin").mkdir()
    # A changed language host needs no new compilation: the rest is taken from its predecessor.
    recipe = _digest([_HERE / file for file in _MODULE_FILES], *_BUILD)
    predecessor = _same_recipe(folder, name, recipe)
    if predecessor:
        for file in ("pulumi", *(Path(script).name for script in _SCRIPTS)):
            os.link(predecessor / "bin" / file, part / "bin" / file)
    else:
        _compile(part, go, progress)
    shutil.copytree(_HOST, part / "lib" / "language_host", ignore=_no_bytecode)
    (part / "lib" / "__main__.py").write_text(
        "from language_host.main import main\n\nmain()\n", encoding="utf-8"
    )
    launcher = part / "bin" / _LAUNCHER.name
    shutil.copyfile(_LAUNCHER, launcher)
    launcher.chmod(0o755)
    (part / "python").write_text(sys.executable, encoding="utf-8")
    (part / "recipe").write_text(recipe, encoding="utf-8")


def _compile(part: Path, go: str, progress: Progress) -> None:
    module = part / "module"
    module.mkdir()
    for file in _MODULE_FILES:
        shutil.copyfile(_HERE / file, module / file)
    environment = {**os.environ, "GOFLAGS": "-mod=readonly -buildvcs=false", "GOWORK": "off"}
    try:
        run_watched(
            [go, *_BUILD, "-o", part / "bin" / "pulumi", _PACKAGE],
            f"building the Pulumi engine v{PINNED} with Go",
            progress,
            cwd=module,
            environment=environment,
            describe=lambda lines: f"{lines} packages so far" if lines else "",
        )
        listed = run_watched(
            [go, "list", "-m", "-json", _SDK],
            "looking for the Python scripts of the engine",
            progress,
            cwd=module,
            environment=environment,
        )
    except Failed as failure:
        raise AttemptFailed(_reason(failure)) from failure
    scripts = Path(json.loads(listed)["Dir"]) / "python"
    for script in _SCRIPTS:
        copy = part / "bin" / Path(script).name
        shutil.copyfile(scripts / script, copy)
        copy.chmod(0o755)
    shutil.rmtree(module)


def _go() -> str:
    """Path of a Go that can build the module; raise `AttemptFailed` with what is missing."""
    go = shutil.which("go")
    needed = _needed_go()
    if go is None:
        raise AttemptFailed(f"go is not on PATH, Go {needed} or newer is needed")
    try:
        answer = subprocess.run(
            [go, "env", "-json", "GOVERSION", "GOTOOLCHAIN"],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
            cwd=cache_dir().anchor,
        )
        settings = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise AttemptFailed(f"{go} does not answer `go env` ({error})") from error
    version = tuple(int(part) for part in re.findall(r"\d+", settings["GOVERSION"])[:3])
    fetches = version >= _OLDEST_WITH_TOOLCHAINS and settings["GOTOOLCHAIN"].startswith(
        ("auto", "path")
    )
    if version < tuple(int(part) for part in needed.split(".")) and not fetches:
        found = settings["GOVERSION"].removeprefix("go")
        raise AttemptFailed(f"{go} is Go {found}, Go {needed} or newer is needed")
    return go


def _needed_go() -> str:
    found = re.search(r"^go (\S+)$", (_HERE / "go.mod").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def _reason(failure: Failed) -> str:
    """What a failed `go` said, without the list of packages that went well."""
    lines = [line.strip() for line in failure.output.splitlines() if line.strip()]
    if "no space left on device" in failure.output:
        return "the disk is full: building needs about 4 GB in Go's caches and 120 MB in ours"
    telling = [
        line for line in lines if re.search(r"error|cannot|denied|refused|no such|dial|:\d+", line)
    ]
    return f"go build: {failure}; " + "; ".join((telling or lines)[-3:])


def _same_recipe(folder: Path, name: str, recipe: str) -> Path | None:
    """Another finished build whose executable came from the same module by the same command."""
    for other in sorted(folder.glob(f"{name}-*")):
        noted = other / "recipe"
        if noted.is_file() and noted.read_text(encoding="utf-8") == recipe:
            return other
    return None


def _host_files() -> list[Path]:
    return [*(_HERE / file for file in _MODULE_FILES), _LAUNCHER, *sorted(_HOST.glob("*.py"))]


def _digest(files: list[Path], *more: str) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    for text in more:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:12]


def _no_bytecode(_: str, names: list[str]) -> set[str]:
    return {name for name in names if name == "__pycache__"}
