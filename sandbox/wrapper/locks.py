"""Locks that killed commands have left on the sandbox's stacks.

The engine locks a stack while it changes it. A command that is killed leaves its lock behind, and
with a shared state only a person can tell whether somebody is still at work. The sandbox's state is
used on this machine alone, so a lock whose process is gone is nobody's.
"""

import os
from collections.abc import Iterator
from pathlib import Path


def release_dead(state: Path) -> Iterator[int]:
    """Remove the locks of processes that are no more, and yield the number of each process."""
    for lock in (state / ".pulumi" / "locks").glob("**/*.json"):
        import json  # takes 5 ms, and there is hardly ever a lock

        try:
            noted = json.loads(lock.read_text(encoding="utf-8"))
            process, host = int(noted["pid"]), noted["hostname"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if host == os.uname().nodename and not _is_engine(process):
            lock.unlink(missing_ok=True)
            yield process


def _is_engine(process: int) -> bool:
    """Whether `process` lives and, as far as this system shows it, is a Pulumi engine."""
    try:
        os.kill(process, 0)
        # After the name in brackets comes the state: Z has ended and waits to be collected.
        if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except ProcessLookupError:
        return False
    except OSError:
        return True
    # A process that is just being started has no command line yet.
    return not command or b"pulumi" in command
