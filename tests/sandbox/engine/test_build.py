import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.sandbox.engine.support import NO_INTERNET, REPOSITORY, executable, stub_go

FIND = """
import sys
from sandbox.engine import find_engine
print(find_engine(lambda text: print(text, flush=True)).pulumi, flush=True)
"""


def start(tmp_path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", FIND],
        cwd=REPOSITORY,
        env={
            **os.environ,
            **NO_INTERNET,
            "PATH": str(tmp_path / "tools"),
            "STEPWELL_CACHE": str(tmp_path / "cache"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(process: subprocess.Popen[str], text: str) -> str:
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if text in line:
            return line.strip()
    raise AssertionError(f"{text!r} was never printed, but: {seen}")


def gated_go(tmp_path: Path) -> Path:
    """A `go` whose build notes itself in `builds` and then waits until the gate is opened."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    for tool in ("sh", "cat", "touch"):
        executable(tmp_path / "tools" / tool, f'exec /bin/{tool} "$@"')
    stub_go(
        tmp_path / "tools",
        build=f"echo once >> {tmp_path}/builds; read line < {gate}",
    )
    return gate


def finished(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "cache/engine").iterdir() if path.name[0] != "."]


def test_of_two_at_once_one_builds_and_the_other_waits_and_says_so(tmp_path: Path):
    gate = gated_go(tmp_path)
    with start(tmp_path) as first:
        wait_for(first, "building the Pulumi engine")
        with start(tmp_path) as second:
            wait_for(second, "waiting for another process that makes built-3.259.0")
            gate.write_text("go on\n")
            paths = {wait_for(process, "/bin/pulumi") for process in (first, second)}
    assert len(paths) == 1
    assert (tmp_path / "builds").read_text() == "once\n"


def test_a_build_that_was_killed_leaves_nothing_half_made_and_the_next_one_works(tmp_path: Path):
    gate = gated_go(tmp_path)
    with start(tmp_path) as killed:
        wait_for(killed, "building the Pulumi engine")
        # The stub must be past its note, or the second run would race it for the gate.
        while not (tmp_path / "builds").exists():
            assert killed.poll() is None
            wait_for(killed, "building the Pulumi engine")
        killed.send_signal(signal.SIGKILL)
    gate.write_text("the orphan goes on alone\n")
    assert finished(tmp_path) == []
    with start(tmp_path) as second:
        wait_for(second, "building the Pulumi engine")
        gate.write_text("go on\n")
        path = Path(wait_for(second, "/bin/pulumi"))
    assert path.read_text() == "built\n"
    assert finished(tmp_path) == [path.parents[1]]
    assert not list((tmp_path / "cache/engine").glob(".*part*"))


def test_an_interrupted_build_cleans_up(tmp_path: Path):
    gated_go(tmp_path)
    with start(tmp_path) as interrupted:
        wait_for(interrupted, "building the Pulumi engine")
        interrupted.send_signal(signal.SIGINT)
        interrupted.wait(20)
    assert finished(tmp_path) == []
    assert not list((tmp_path / "cache/engine").glob(".*part*"))
