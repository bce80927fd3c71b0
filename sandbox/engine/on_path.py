"""A `pulumi` that the user has installed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sandbox.cache import cache_dir
from sandbox.engine import version
from sandbox.engine.engine import AttemptFailed, Engine

WRAPPER_MARK = "stepwell sandbox launcher"
"""Text near the start of the sandbox's own `pulumi`, which stands in front of an engine."""

_ANSWER_SECONDS = 15


def on_path(search: str | None = None) -> Engine:
    """Return the first `pulumi` of PATH that suits; raise `AttemptFailed` if there is none."""
    refused = list[str]()
    for candidate in _candidates(search if search is not None else os.environ.get("PATH", "")):
        try:
            found = _version_of(candidate)
        except (OSError, subprocess.SubprocessError) as error:
            refused.append(f"{candidate} does not answer `pulumi version` ({_brief(error)})")
            continue
        if found is None:
            refused.append(f"{candidate} does not say its version")
        elif not version.suits(found):
            refused.append(
                f"{candidate} is v{version.text(found)}, v{version.text(version.MINIMUM)} or a "
                "newer v3 is needed"
            )
        elif not _has_language_host(candidate):
            refused.append(f"{candidate} has no pulumi-language-python beside it or on PATH")
        else:
            return Engine(candidate, version.text(found), "path")
    raise AttemptFailed("; ".join(refused) or "no pulumi there")


def _candidates(search: str) -> Iterator[Path]:
    """Every `pulumi` of the search path that is neither the sandbox's nor one from our cache."""
    cache = cache_dir().resolve()
    seen = set[Path]()
    for folder in search.split(os.pathsep):
        located = shutil.which("pulumi", path=folder) if folder else None
        if located is None:
            continue
        path = Path(located).absolute()
        real = path.resolve()
        if real in seen or real.is_relative_to(cache) or is_wrapper(real):
            continue
        seen.add(real)
        yield path


def is_wrapper(path: Path) -> bool:
    """Whether `path` is a sandbox's own `pulumi`."""
    try:
        with path.open("rb") as file:
            return WRAPPER_MARK.encode() in file.read(400)
    except OSError:
        return False


def _version_of(pulumi: Path) -> tuple[int, int, int] | None:
    answer = subprocess.run(
        [pulumi, "version"],
        env={**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_ANSWER_SECONDS,
        check=True,
    )
    return version.parse(answer.stdout)


def _has_language_host(pulumi: Path) -> bool:
    host = "pulumi-language-python"
    return bool(shutil.which(host) or shutil.which(host, path=pulumi.resolve().parent))


def _brief(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"silent for {_ANSWER_SECONDS} s"
    if isinstance(error, subprocess.CalledProcessError):
        return f"exit code {error.returncode}"
    return str(error)
