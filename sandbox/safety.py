"""Proof that an engine works on a stack of the sandbox's own.

The provider is a server that any engine on the machine could attach to, also one whose stack is
deployed to real AWS. It sees no backend, only names. But the engine locks a stack in its backend
while it changes it, and the sandbox's backend is a folder: unless the lock is there, now, the
engine works on somebody else's stack, and is refused.
"""

from pathlib import Path


def refusal(state: Path, urn: str) -> str | None:
    """Return why the resource `urn` must not be changed, None if its stack is the sandbox's."""
    stack, project = _owner(urn)
    locks = state / ".pulumi" / "locks" / "organization" / project / stack
    if any(locks.glob("*.json")):
        return None
    return (
        f"{project}/{stack}: must be a stack of the sandbox, got one of another backend\n"
        'log in to the sandbox\'s own: eval "$(stepwell sandbox env)"'
    )


def _owner(urn: str) -> tuple[str, str]:
    """Return the stack and the project in a URN: `urn:pulumi:<stack>::<project>::…`."""
    parts = urn.removeprefix("urn:pulumi:").split("::")
    return (parts[0], parts[1]) if len(parts) > 1 else ("", "")
