"""The official Pulumi release, downloaded into the cache by Pulumi's own Automation API."""

import platform
import subprocess
import sys
import urllib.request
from pathlib import Path

from sandbox.cache import cache_dir, make_once
from sandbox.engine.engine import PINNED, AttemptFailed, Engine
from sandbox.engine.watched import Failed, Progress, run_watched

_HOME = "https://get.pulumi.com"
_REACH_SECONDS = 3
_DOWNLOAD_LIMIT_SECONDS = 600


def released(progress: Progress, *, download: bool) -> Engine:
    """Return the release in the cache, after downloading it if `download`."""
    target = cache_dir() / "engine" / f"release-{PINNED}-{sys.platform}-{platform.machine()}"
    if not target.is_dir():
        if not download:
            raise AttemptFailed("not in the cache")
        make_once(target, lambda part: _download(part, progress), progress)
    return Engine(target / "bin" / "pulumi", PINNED, "release")


def _download(part: Path, progress: Progress) -> None:
    what = f"downloading Pulumi v{PINNED}"
    command = [sys.executable, "-m", "sandbox.engine.release", part]
    here = Path(__file__).parents[2]
    try:
        run_watched(command, what, progress, cwd=here, limit_seconds=_DOWNLOAD_LIMIT_SECONDS)
    except Failed as failure:
        said = failure.output.strip().splitlines()
        raise AttemptFailed(f"{what}: {said[-1] if said else failure}") from failure


def main(root: str) -> None:
    """Download in this process, and end with one line instead of a traceback."""
    # Imported here: it takes a third of a second, and asking for the cache must not.
    from pulumi.automation import PulumiCommand
    from semver import VersionInfo

    try:
        urllib.request.urlopen(f"{_HOME}/install.sh", timeout=_REACH_SECONDS).close()
        PulumiCommand.install(root=root, version=VersionInfo.parse(PINNED))
    except OSError as error:
        sys.exit(f"{_HOME}: cannot be reached ({getattr(error, 'reason', error)})")
    except subprocess.CalledProcessError as error:
        said = (error.output or b"").decode(errors="replace").strip().splitlines()
        sys.exit(said[-1] if said else f"the installer ended with exit code {error.returncode}")


if __name__ == "__main__":
    main(sys.argv[1])
