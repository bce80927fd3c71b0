"""The files of the repository as they were at a commit."""

import io
import tarfile
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.errors import OutsideProblem, UsageProblem
from cli.git import asked, git, left_at, main_branch


@dataclass(frozen=True)
class Base:
    """The commit that the files of today are compared with."""

    ref: str
    """What was asked for: `origin/main`."""

    commit: str
    """The commit at which the current branch left it."""

    def __str__(self) -> str:
        return f"{self.ref} ({self.commit[:10]})"


def base_of(root: Path, against: str | None) -> Base:
    """Return where the current branch left `against`, the main branch unless it is given.

    What others have brought to the main branch since then is thus no difference. Where the two have
    nothing in common, or the clone is too shallow to tell, it is the commit of `against` itself.

    Raises:
        UsageProblem: if there is no such commit.
    """
    if asked(root, "rev-parse", "--git-dir") is None:
        raise UsageProblem(f"{root}: must be a git repository, got none, or no git to ask")
    ref = against or main_branch(root)
    if ref is None:
        raise UsageProblem("--against: must be given, got no branch that is called main or master")
    found = asked(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if not found:
        fix = "fetch it first: `git fetch origin main`, in CI with the whole history"
        raise UsageProblem(f"--against: must be a commit of this repository, got {ref!r}\n{fix}")
    commit = found.strip()
    short = ref.removeprefix("refs/remotes/").removeprefix("refs/heads/")
    return Base(short, left_at(root, commit) or commit)


@contextmanager
def files_at(root: Path, base: Base) -> Generator[Path]:
    """Give the files of a commit in a folder, which is removed afterwards.

    Raises:
        OutsideProblem: if git or the disk does not let us.
    """
    archive = git(root, "archive", "--format=tar", base.commit)
    if archive is None:
        raise OutsideProblem(f"{base}: its files must be readable, got a failure of git archive")
    with tempfile.TemporaryDirectory(prefix="stepwell-diff-") as place:
        try:
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                tar.extractall(place, filter="data")
        except (OSError, tarfile.TarError) as error:
            raise OutsideProblem(f"{base}: its files must be unpacked, got {error}") from error
        yield Path(place)
