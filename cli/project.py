"""Where the repository is that a command works on."""

from pathlib import Path


def repository_root(start: Path | None = None) -> Path:
    """Return the nearest folder above `start` (the current one) that holds a Pulumi.yaml.

    Outside of any, it is the repository that this command was installed from.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "Pulumi.yaml").is_file():
            return folder
    return Path(__file__).resolve().parents[1]
