"""The environment that pipelines are authored in: made once, kept outside the checkout.

The SageMaker Python SDK needs other versions of what the platform runs on, so it never shares an
environment with it: `pulumi up` and `stepwell check` read JSON and know nothing of the SDK.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).with_name("requirements.lock")


class EnvironmentNotMadeError(Exception):
    """The packages could not be had; the message holds what the installer said."""


def folder() -> Path:
    """Where the environment is: another one for each lock file and each Python."""
    chosen = os.environ.get("STEPWELL_CACHE")
    base = os.environ.get("XDG_CACHE_HOME")
    cache = Path(base) if base else Path.home() / ".cache"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    version = f"py{sys.version_info.major}.{sys.version_info.minor}"
    return (Path(chosen).absolute() if chosen else cache / "stepwell") / (
        f"pipelines-{version}-{digest}"
    )


def python() -> Path:
    """Return the environment's Python; make the environment if nobody has done so yet."""
    place = folder()
    made = place / ".made"
    if not made.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.with_name(f".{place.name}.lock").open("a", encoding="utf-8") as lock:
            # The system takes the lock back when its holder dies.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                _make(place)
                made.touch()
    return place / "bin" / "python"


def _make(place: Path) -> None:
    # A virtual environment knows its own path and cannot be moved: what was left half made goes.
    shutil.rmtree(place, ignore_errors=True)
    sys.stderr.write(f"making the authoring environment in {place}; about 800 MB, once\n")
    uv = [sys.executable, "-m", "uv"]
    _run([*uv, "venv", "--quiet", "--python", sys.executable, str(place)])
    install = ["pip", "install", "--quiet", "--python", str(place / "bin" / "python")]
    _run([*uv, *install, "--require-hashes", "-r", str(LOCK)])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EnvironmentNotMadeError(done.stderr.strip() or f"{command[3]} failed")


def main() -> None:
    """Print the path of the environment's Python."""
    try:
        sys.stdout.write(f"{python()}\n")
    except EnvironmentNotMadeError as error:
        sys.stderr.write(f"authoring environment: must be installable, got: {error}\n")
        raise SystemExit(3) from None


if __name__ == "__main__":
    main()
