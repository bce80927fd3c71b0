import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli import main
from cli.errors import OutsideProblem, UsageProblem

STEPWELL = Path(sys.executable).with_name("stepwell")


def test_help_lists_every_command(repository):
    result = repository.run("--help")
    assert result.code == 0
    for command in ("new", "check", "sandbox"):
        assert f"\n  {command} " in result.out


def test_help_does_not_import_what_it_does_not_need():
    code = (
        "import sys, cli.main; cli.main.run(['--help']); "
        "heavy = {'pulumi', 'pulumi_aws', 'boto3', 'jinja2', 'ruamel', 'rich'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


def test_help_answers_at_once():
    # Processor time, because other work on the machine must not fail this test.
    before = os.times()
    subprocess.run([STEPWELL, "--help"], capture_output=True, check=True)
    after = os.times()
    spent = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    assert spent < 0.4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], "no such command 'chek'"),
        (["new", "--regoin", "x"], "no such option: --regoin"),
        (["new", "--level", "high"], "invalid value for '--level'"),
        (["check", "--all", "fraud"], "--all: must stand without names, got fraud"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_why(repository, arguments, message):
    result = repository.run(*arguments)
    assert result.code == 2
    assert message in result.err
    assert result.out == ""


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageProblem("x: must be y, got z"), 2),
        (OutsideProblem("x: must be y, got z"), 3),
        (KeyboardInterrupt(), 130),
        (FileNotFoundError(2, "No such file or directory", "x"), 3),
    ],
)
def test_every_kind_of_failure_has_its_exit_code(repository, monkeypatch, error, code):
    monkeypatch.setattr("cli.project.repository_root", lambda: (_ for _ in ()).throw(error))
    result = repository.run("check")
    assert result.code == code
    assert result.err.count("\n") == 1


def test_a_fault_of_our_own_is_one_message_and_a_log(repository, monkeypatch):
    monkeypatch.delenv("STEPWELL_DEBUG", raising=False)
    monkeypatch.setattr("cli.project.repository_root", lambda: 1 // 0)
    result = repository.run("check")
    assert result.code == 3
    first, second = result.err.splitlines()
    assert (
        first == "a fault of stepwell's own: ZeroDivisionError: integer division or modulo by zero"
    )
    log = second.removeprefix("details in ").split(";")[0]
    assert "Traceback" in Path(log).read_text()


def test_debugging_shows_the_traceback(repository, monkeypatch):
    monkeypatch.setenv("STEPWELL_DEBUG", "1")
    monkeypatch.setattr("cli.project.repository_root", lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        repository.run("check")


def test_a_reader_that_goes_away_is_no_failure(repository):
    command = (
        f"{STEPWELL} new fraud --owner a@acme.example --cost-center 1 --yes --dry-run | head -n 1"
    )
    found = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=repository.root, check=False
    )
    assert found.stderr == ""


def test_an_interrupt_of_the_process_ends_with_130():
    code = (
        "import time, cli.main, cli.new\n"
        "def wait():\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "cli.new._is_terminal = wait\n"
        "cli.main.main(['new', 'fraud'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "interrupted\n")


def test_every_command_has_json():
    ahead = [("stepwell", main.typer.main.get_command(main.app))]
    seen = list[str]()
    while ahead:
        name, command = ahead.pop()
        below = getattr(command, "commands", None)
        if below is not None:
            ahead += [(f"{name} {word}", found) for word, found in below.items()]
            continue
        seen.append(name)
        options = {option for p in command.params for option in p.opts}
        # What `run` prints is the output of the command it runs.
        assert "--json" in options or name == "stepwell sandbox run", name
    assert "stepwell sandbox events alarm" in seen
