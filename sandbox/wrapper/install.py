"""Puts the sandbox's `pulumi` where `stepwell sandbox env` puts PATH."""

import os
import shlex
import sys
from pathlib import Path

from sandbox.cache import write_atomically
from sandbox.engine import Engine
from sandbox.engine.find import WRAPPER_MARK

_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from sandbox.wrapper.main import main; main()"
)


_TOOLS = ("aws", "stepwell")
"""Commands of our environment that a shell in the sandbox has as well."""


def install_wrapper(repo: Path, engine: Engine) -> Path:
    """Write `.sandbox/bin/pulumi` of the checkout `repo` for `engine`, and return its path."""
    repo = repo.absolute()
    wrapper = repo / ".sandbox" / "bin" / "pulumi"
    # Isolated and without site-packages, Python starts in half the time.
    code = Path(__file__).parents[2]
    command = [sys.executable, "-I", "-S", "-c", _START, str(code), str(repo), str(engine.pulumi)]
    text = f"""\
#!/bin/sh
# {WRAPPER_MARK}: see sandbox/wrapper in the repository
for needed in {shlex.join([sys.executable, str(engine.pulumi)])}; do
    if [ ! -x "$needed" ]; then
        echo "sandbox: $needed must be there to run pulumi, got nothing" >&2
        echo "make it with: make setup, then: stepwell sandbox start" >&2
        exit 3
    fi
done
exec {shlex.join(command)} "$@"
"""
    write_atomically(wrapper, text)
    wrapper.chmod(0o755)
    for tool in _TOOLS:
        _link(wrapper.parent / tool, Path(sys.executable).parent / tool)
    return wrapper


def _link(link: Path, target: Path) -> None:
    """Make `link` lead to `target`, whatever it led to before."""
    if not target.exists() or (link.is_symlink() and link.readlink() == target):
        return
    draft = link.with_name(f".{link.name}-{os.getpid()}")
    draft.symlink_to(target)
    draft.replace(link)
