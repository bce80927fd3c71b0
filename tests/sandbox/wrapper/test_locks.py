import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.wrapper.locks import release_dead


def lock(state: Path, process: int, host: str = os.uname().nodename) -> Path:
    path = state / ".pulumi/locks/organization/stepwell/fraud-dev/one.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"pid": process, "hostname": host, "username": "me"}))
    return path


@pytest.fixture
def dead_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_the_lock_of_a_killed_command_is_removed(tmp_path: Path, dead_process: int):
    path = lock(tmp_path, dead_process)
    assert list(release_dead(tmp_path)) == [dead_process]
    assert list(path.parent.iterdir()) == []


def test_the_lock_of_a_running_engine_stays(tmp_path: Path):
    waiting = [sys.executable, "-c", "input()", "pulumi"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE) as engine:
        path = lock(tmp_path, engine.pid)
        assert list(release_dead(tmp_path)) == []
        engine.kill()
    assert path.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what a process is")
def test_a_number_that_another_program_has_got_since_does_not_count(tmp_path: Path):
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(b"it runs\n")
        other.stdin.flush()
        other.stdout.readline()
        lock(tmp_path, other.pid)
        assert list(release_dead(tmp_path)) == [other.pid]
        other.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what a process is")
def test_an_engine_that_has_ended_and_was_not_collected_is_gone(tmp_path: Path):
    with subprocess.Popen([sys.executable, "-c", "", "pulumi"], stdout=subprocess.PIPE) as engine:
        assert engine.stdout is not None
        engine.stdout.read()
        os.waitid(os.P_PID, engine.pid, os.WEXITED | os.WNOWAIT)
        lock(tmp_path, engine.pid)
        assert list(release_dead(tmp_path)) == [engine.pid]


def test_the_lock_of_another_machine_stays(tmp_path: Path, dead_process: int):
    path = lock(tmp_path, dead_process, host="elsewhere")
    assert list(release_dead(tmp_path)) == []
    assert path.exists()


def test_an_unreadable_lock_stays(tmp_path: Path, dead_process: int):
    path = lock(tmp_path, dead_process)
    path.write_text("{")
    assert list(release_dead(tmp_path)) == []
    assert path.exists()
