"""What git knows of the repository; a question that it cannot answer has no answer."""

import subprocess
from pathlib import Path

_MAIN = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/heads/main",
    "refs/remotes/origin/master",
    "refs/heads/master",
)
"""What the main branch may be called, the likeliest first: that of the remote repository."""


def git(root: Path, *arguments: str) -> bytes | None:
    """What git answers in a folder, None if it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def asked(root: Path, *arguments: str) -> str | None:
    """The same as text."""
    answer = git(root, *arguments)
    return None if answer is None else answer.decode("utf-8", "replace")


def main_branch(root: Path) -> str | None:
    """Full name of the main branch, None where there is none of the usual names."""
    refs = (asked(root, "for-each-ref", "--format=%(refname)", *_MAIN) or "").splitlines()
    return next((ref for ref in _MAIN if ref in refs), None)


def left_at(root: Path, ref: str) -> str | None:
    """Commit at which the current branch left `ref`."""
    base = asked(root, "merge-base", "HEAD", ref)
    return base.strip() if base else None
