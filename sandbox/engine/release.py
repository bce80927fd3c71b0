"""The official Pulumi release, downloaded into the cache by Pulumi's own Automation API."""

import platform
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from sandbox.cache import cache_dir, make_once
from sandbox.engine.engine import AttemptFailed, Engine
from sandbox.engine.version import PINNED
from sandbox.engine.watched import Failed, Progress, run_watched

_HOME = "https://get.pulumi.com"
_REACH_SECONDS = 3
_REACH_LIMIT_SECONDS = 6
_DOWNLOAD_LIMIT_SECONDS = 600


def released(progress: Progress, *, download: bool) -> Engine:
    """Return the release in the cache, after downloading it if `download`."""
    target = cache_dir() / "engine" / f"release-{PINNED}-{sys.platform}-{platform.machine()}"
    if not target.is_dir():
        if not download:
            raise AttemptFailed("not in the cache")
        _check_reachable(progress)
        make_once(target, lambda part: _download(part, progress), progress)
    return Engine(target / "bin" / "pulumi", PINNED, "release")


def _check_reachable(progress: Progress) -> None:
    # In a process of its own, because a name lookup cannot be given a time limit.
    _run("reach", [], f"looking for {_HOME}", progress, _REACH_LIMIT_SECONDS)


def _download(part: Path, progress: Progress) -> None:
    what = f"downloading Pulumi v{PINNED}"
    _run("install", [str(part)], what, progress, _DOWNLOAD_LIMIT_SECONDS)


def _run(step: str, arguments: list[str], what: str, progress: Progress, limit: float) -> None:
    command = [sys.executable, "-m", "sandbox.engine.release", step, *arguments]
    try:
        run_watched(command, what, progress, cwd=Path(__file__).parents[2], limit_seconds=limit)
    except Failed as failure:
        said = failure.output.strip().splitlines()
        raise AttemptFailed(f"{what}: {said[-1] if said else failure}") from failure


def main(arguments: Sequence[str]) -> None:
    """Do one step in this process, and end with one line instead of a traceback."""
    try:
        if arguments[0] == "reach":
            request = urllib.request.Request(f"{_HOME}/install.sh", method="HEAD")
            with urllib.request.urlopen(request, timeout=_REACH_SECONDS):
                return
        _install(arguments[1])
    except urllib.error.URLError as error:
        sys.exit(f"cannot be reached ({error.reason})")
    except OSError as error:
        sys.exit(f"cannot be reached ({error})")
    except subprocess.CalledProcessError as error:
        said = (error.output or b"").decode(errors="replace").strip().splitlines()
        sys.exit(said[-1] if said else f"the installer ended with exit code {error.returncode}")


def _install(root: str) -> None:
    # Imported here: it takes a third of a second, and asking for the cache must not.
    from pulumi.automation import PulumiCommand
    from semver import VersionInfo

    PulumiCommand.install(root=root, version=VersionInfo.parse(PINNED))


if __name__ == "__main__":
    main(sys.argv[1:])
