import json
from dataclasses import replace
from pathlib import Path

import pytest

import cli.sandbox
from sandbox import lifecycle
from sandbox.engine import Engine
from sandbox.lifecycle import Sandbox, SandboxError


@pytest.fixture
def running(repository, monkeypatch):
    """A sandbox that is said to run."""
    found = Sandbox(repository.root / ".sandbox", 4711, 5001, 5002)
    engine = Engine(Path("/opt/pulumi"), "3.259.0", "path")
    monkeypatch.setattr("sandbox.engine.find_engine", lambda *_, **__: engine)
    monkeypatch.setattr("sandbox.wrapper.install.install_wrapper", lambda *_: None)
    monkeypatch.setattr(lifecycle, "start", lambda *_, **__: found)
    monkeypatch.setattr(lifecycle, "status", lambda _: found)
    monkeypatch.setattr(lifecycle, "stop", lambda _: True)
    return found


def test_status_ends_with_one_when_nothing_runs(repository):
    result = repository.run("sandbox", "status")
    assert (result.code, result.out) == (1, "not running\nnext: stepwell sandbox start\n")
    assert repository.run("sandbox", "status", "--json").data == {"ok": False, "running": False}


def test_status_says_which_settings_are_in_force_and_what_is_wrong(
    repository, running, monkeypatch, tmp_path
):
    file = tmp_path / "sandbox.toml"
    monkeypatch.setattr(lifecycle, "status", lambda _: replace(running, settings=str(file)))
    result = repository.run("sandbox", "status")
    assert (result.code, "settings all as usual\n" in result.out) == (0, True)

    file.write_text('[quotas]\n"vpc:VPCs per Region" = 2\n')
    result = repository.run("sandbox", "status")
    assert f'settings {file}\n  quotas: {{"vpc:VPCs per Region": 2}}\n' in result.out
    told = repository.run("sandbox", "status", "--json").data
    in_force = {"quotas": {"vpc:VPCs per Region": 2}}
    assert told["settings"] == {"file": str(file), "in_force": in_force, "problem": None}

    file.write_text("quota = 1")
    result = repository.run("sandbox", "status")
    problem = f"{file}: quota: must be left out, as there is no such setting, got 1"
    assert (result.code, f"every call fails: {problem}\n" in result.out) == (1, True)
    told = repository.run("sandbox", "status", "--json").data
    assert (told["ok"], told["settings"]["problem"]) == (False, problem)


def test_stop_is_no_failure_when_nothing_runs(repository):
    assert repository.run("sandbox", "stop").out == "it was not running\n"
    assert repository.run("sandbox", "stop", "--quiet").out == ""
    assert repository.run("sandbox", "stop", "--json").data == {"ok": True, "stopped": False}


def test_start_says_where_the_account_is_and_what_comes_next(repository, running):
    result = repository.run("sandbox", "start")
    assert (result.code, result.err) == (0, "")
    assert "AWS API  http://127.0.0.1:5001\n" in result.out
    assert result.out.endswith('next: eval "$(stepwell sandbox env)"\n')
    assert repository.run("sandbox", "start", "--json").data["account_url"] == running.account_url


def test_env_is_what_a_shell_takes(repository, running, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "acme")
    monkeypatch.setenv("PATH", "/a b:/usr/bin")
    lines = repository.run("sandbox", "env").out.splitlines()
    assert "export AWS_ENDPOINT_URL=http://127.0.0.1:5001" in lines
    assert "unset AWS_PROFILE" in lines
    assert any(line.startswith("export PATH='") and "/a b" in line for line in lines)
    found = repository.run("sandbox", "env", "--json").data["environment"]
    assert found["AWS_PROFILE"] is None


def test_run_takes_the_place_of_the_command_line(repository, running, monkeypatch):
    ran = []
    monkeypatch.setattr(cli.sandbox.os, "execvpe", lambda *given: ran.append(given))
    assert repository.run("sandbox", "run", "--", "pulumi", "up", "--yes", "--json").code == 0
    ((name, command, variables),) = ran
    assert (name, command) == ("pulumi", ["pulumi", "up", "--yes", "--json"])
    assert variables["AWS_ENDPOINT_URL"] == "http://127.0.0.1:5001"


def test_a_command_that_cannot_run_is_wrong_usage(repository, running):
    result = repository.run("sandbox", "run", "--", "no-such-command")
    assert result.code == 2
    assert result.err.startswith("COMMAND: must be one that can run, got 'no-such-command'")


def test_reset_asks_or_wants_to_be_told(repository, running, monkeypatch):
    done = []
    monkeypatch.setattr(lifecycle, "reset", done.append)
    result = repository.run("sandbox", "reset")
    assert (result.code, done) == (2, [])
    assert result.err.startswith("--yes: is required without a terminal")
    assert repository.run("sandbox", "reset", "--yes").code == 0
    assert done == [repository.root]


def test_what_keeps_the_sandbox_from_starting_is_one_message(repository, running, monkeypatch):
    def fail(*_, **__):
        raise SandboxError("port: must be free on 127.0.0.1, got 80")

    monkeypatch.setattr(lifecycle, "start", fail)
    result = repository.run("sandbox", "start", "--port", "80")
    assert (result.code, result.err) == (3, "port: must be free on 127.0.0.1, got 80\n")


def test_engine_says_where_it_is(repository, running):
    assert repository.run("engine").out == "/opt/pulumi\n"
    assert json.loads(repository.run("engine", "--json").out) == {
        "ok": True,
        "path": "/opt/pulumi",
        "version": "3.259.0",
        "origin": "path",
    }
