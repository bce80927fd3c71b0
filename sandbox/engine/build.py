"""The engine built with Go, from the published module that go.mod and go.sum beside this pin."""

import hashlib
import os
import platform
import re
import shutil
import sys
from pathlib import Path

from sandbox.cache import cache_dir, make_once
from sandbox.engine.engine import PINNED, AttemptFailed, Engine
from sandbox.engine.watched import Failed, Progress, run_watched

_HERE = Path(__file__).parent
_MODULE = [_HERE / "go.mod", _HERE / "go.sum"]
_LAUNCHER = _HERE / "pulumi-language-python"
_HOST = _HERE / "language_host"
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


def built(progress: Progress, *, build: bool) -> Engine:
    """Return the built engine of the cache, after building it if `build`."""
    folder = cache_dir() / "engine"
    name = f"built-{PINNED}-{sys.platform}-{platform.machine()}-{_digest(_MODULE, *_BUILD)}"
    target = folder / f"{name}-{_digest([_LAUNCHER, *sorted(_HOST.glob('*.py'))])}"
    if not target.is_dir():
        if not build:
            raise AttemptFailed("not in the cache")
        # A changed language host needs no new compilation: the rest is taken from its predecessor.
        before = next(folder.glob(f"{name}-*"), None)
        make_once(target, lambda part: _make(part, before, progress), progress)
    return Engine(target / "bin" / "pulumi", PINNED, "built")


def _make(part: Path, before: Path | None, progress: Progress) -> None:
    """Fill `part` with `bin/`, which the engine looks in, and `lib/`, our language host."""
    (part / "bin").mkdir()
    if before is None:
        _compile(part, progress)
    else:
        for file in ("pulumi", *(Path(script).name for script in _SCRIPTS)):
            os.link(before / "bin" / file, part / "bin" / file)
    _copy(_LAUNCHER, part)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(_HOST, part / "lib" / _HOST.name, ignore=ignored)
    start = f"from {_HOST.name}.main import main\n\nmain()\n"
    (part / "lib" / "__main__.py").write_text(start, encoding="utf-8")
    (part / "python").write_text(sys.executable, encoding="utf-8")


def _compile(part: Path, progress: Progress) -> None:
    go, module = shutil.which("go"), part / "module"
    if go is None:
        raise AttemptFailed("go is not on PATH, Go 1.25 or newer is needed")
    module.mkdir()
    for file in _MODULE:
        shutil.copyfile(file, module / file.name)
    environment = {**os.environ, "GOFLAGS": "-mod=readonly -buildvcs=false", "GOWORK": "off"}
    try:
        run_watched(
            [go, *_BUILD, "-o", part / "bin" / "pulumi", _PACKAGE],
            f"building the Pulumi engine v{PINNED} with Go",
            progress,
            cwd=module,
            environment=environment,
            counting="packages so far",
        )
        listed = run_watched(
            [go, "list", "-m", "-f", "{{.Dir}}", _SDK],
            "looking for the Python scripts of the engine",
            progress,
            cwd=module,
            environment=environment,
        )
    except Failed as failure:
        raise AttemptFailed(_reason(failure)) from failure
    for script in _SCRIPTS:
        _copy(Path(listed.strip(), "python", script), part)
    shutil.rmtree(module)


def _copy(script: Path, part: Path) -> None:
    copy = part / "bin" / script.name
    shutil.copyfile(script, copy)
    copy.chmod(0o755)


def _reason(failure: Failed) -> str:
    """What a failed `go` said, without the list of packages that went well."""
    if "no space left on device" in failure.output:
        return "the disk is full: building needs about 4 GB in Go's caches and 120 MB in ours"
    lines = [line.strip() for line in failure.output.splitlines() if line.strip()]
    telling = re.compile(r"error|cannot|denied|refused|no such|dial|requires|:\d+")
    return f"go build: {failure}; " + "; ".join(([*filter(telling.search, lines)] or lines)[-3:])


def _digest(files: list[Path], *more: str) -> str:
    texts = [text for file in files for text in (file.name.encode(), file.read_bytes())]
    return hashlib.sha256(b"\0".join([*texts, *map(str.encode, more)])).hexdigest()[:12]
