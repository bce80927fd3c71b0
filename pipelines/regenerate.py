"""Write the definitions again from the Python beside them, or say which are out of date.

`python -m pipelines.regenerate [--check] [PIPELINE.py …]`; without a file, those that ship.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pipelines.environment import EnvironmentNotMadeError, python

HERE = Path(__file__).parent
SHIPPED = (HERE / "tabular/pipeline.py", HERE / "gpu/pipeline.py")

_OFFLINE = {"AWS_DEFAULT_REGION": "eu-west-1", "AWS_EC2_METADATA_DISABLED": "true"}
"""The SDK makes clients while it is imported, which need a region and call nobody."""


class PipelineError(Exception):
    """A pipeline file failed; the message is what Python said."""


def write(sources: list[Path], target: Path) -> list[Path]:
    """Write what `sources` define below `target`; return the files in the order of the sources."""
    # Without its compiled files the SDK takes twice as long to import.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [str(python()), "-W", "ignore", "-m", "pipelines.write", str(target), *map(str, sources)],
        cwd=HERE.parent,
        env={**environment, **_OFFLINE},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PipelineError(done.stderr.strip())
    return [Path(line) for line in done.stdout.split("\n") if line]


def stale(sources: list[Path]) -> list[Path]:
    """Return the committed files that differ from what `sources` define now."""
    with tempfile.TemporaryDirectory() as place:
        made = write(sources, Path(place))
        committed = [Path("/", *path.relative_to(place).parts) for path in made]
        return [
            old
            for old, new in zip(committed, made, strict=True)
            if not old.exists() or old.read_text() != new.read_text()
        ]


def main(arguments: list[str]) -> None:
    """Write or compare."""
    check = "--check" in arguments
    files = [Path(name).resolve() for name in arguments if name != "--check"]
    sources = files or [path.resolve() for path in SHIPPED]
    try:
        if not check:
            write(sources, Path("/"))
            return
        found = stale(sources)
    except (EnvironmentNotMadeError, PipelineError) as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(3) from None
    for path in found:
        sys.stderr.write(f"{path}: must be what its pipeline.py says; run pipelines.regenerate\n")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
