import os

import pytest
import typer

import cli.new
from generator.generate import generate
from tests.cli.support import FLAGS


@pytest.fixture
def fraud(repository):
    assert repository.run("new", "fraud", *FLAGS).code == 0
    return repository


def test_writes_a_spec_and_a_file_per_environment(fraud):
    assert list(fraud.files()) == [
        "Pulumi.fraud-dev.yaml",
        "Pulumi.fraud-prod.yaml",
        "Pulumi.fraud-staging.yaml",
        "fraud.yaml",
    ]


def test_a_fresh_dev_stack_can_be_removed_and_others_cannot(fraud):
    assert "protect_data: false" in (fraud.stacks / "Pulumi.fraud-dev.yaml").read_text()
    assert "protect_data" not in (fraud.stacks / "Pulumi.fraud-prod.yaml").read_text()


def test_the_same_answers_write_the_same_bytes(fraud):
    before = fraud.files()
    assert fraud.run("new", "fraud", *FLAGS).code == 0
    assert fraud.files() == before
    for path in fraud.stacks.iterdir():
        path.unlink()
    fraud.run("new", "fraud", *FLAGS)
    assert fraud.files() == before


def test_prints_the_next_command(repository):
    assert repository.run("new", "fraud", *FLAGS).out.endswith("next: stepwell check fraud\n")


def test_flags_are_the_answers(repository):
    flags = (
        "--environments",
        "test,prod",
        "--region",
        "us-east-1",
        "--account",
        "prod=314159265358",
    )
    repository.run("new", "fraud", *FLAGS, *flags)
    assert "aws:allowedAccountIds" in (repository.stacks / "Pulumi.fraud-prod.yaml").read_text()
    test = (repository.stacks / "Pulumi.fraud-test.yaml").read_text()
    assert "aws:region: us-east-1" in test
    assert "allowedAccountIds" not in test


def test_an_answers_file_may_be_a_whole_spec(repository):
    answers = repository.root / "answers.yaml"
    answers.write_text(
        'team: fraud\nlevel: 0\nowner: a@acme.example\ncost_center: "1"\nregion: eu-west-3\n'
        "settings: {protect_data: true}\nenvironments: {dev: , prod: {region: us-east-1}}\n"
    )
    assert repository.run("new", "--answers", str(answers)).code == 0
    assert "aws:region: us-east-1" in (repository.stacks / "Pulumi.fraud-prod.yaml").read_text()
    before = repository.files()
    assert repository.run("new", "--answers", str(answers)).code == 0
    assert repository.files() == before


def test_mistakes_in_an_answers_file_are_told_with_their_lines(repository):
    answers = repository.root / "answers.yaml"
    answers.write_text("team: fraud\nowner: a@acme.example\ncost_center: 1\nregoin: x\n")
    result = repository.run("new", "--answers", str(answers), "--yes")
    assert result.code == 2
    assert f"{answers}:3: cost_center: must be a text, got 1; put it in quotes" in result.err
    assert f"{answers}:4: regoin: unknown field, did you mean 'region'" in result.err
    assert not repository.stacks.exists()


def test_missing_answers_without_a_terminal_are_an_error_and_never_a_question(repository):
    result = repository.run("new", "fraud", "--owner", "a@acme.example")
    assert result.code == 2
    assert result.err.startswith("--cost-center, --region, --environments: is required")
    assert repository.run("new").code == 2


def test_after_an_edit_of_the_spec_the_stack_files_follow(fraud):
    fraud.replace("fraud.yaml", "region: eu-west-1", "region: eu-west-3")
    fraud.replace("fraud.yaml", "# AWS region of every", "# our comment\n# AWS region of every")
    spec = fraud.spec().read_bytes()
    result = fraud.run("new", "fraud")
    assert result.code == 0
    assert "change  stacks/Pulumi.fraud-dev.yaml" in result.out
    assert "aws:region: eu-west-3" in (fraud.stacks / "Pulumi.fraud-dev.yaml").read_text()
    assert fraud.spec().read_bytes() == spec


def test_what_pulumi_keeps_in_a_stack_file_survives(fraud):
    path = fraud.stacks / "Pulumi.fraud-dev.yaml"
    path.write_text(f"{path.read_text()}encryptionsalt: v1:abc=\n")
    fraud.replace("fraud.yaml", "region: eu-west-1", "region: eu-west-3")
    assert fraud.run("new", "fraud").code == 0
    assert 'encryptionsalt: "v1:abc="' in path.read_text()


def test_a_stack_file_edited_by_hand_is_shown_and_left_alone(fraud):
    fraud.replace("Pulumi.fraud-dev.yaml", "eu-west-1", "eu-west-3")
    before = fraud.files()
    result = fraud.run("new", "fraud")
    assert result.code == 2
    assert "stacks/Pulumi.fraud-dev.yaml: must not be edited by hand" in result.err
    assert "-  aws:region: eu-west-3\n+  aws:region: eu-west-1\n" in result.err
    assert fraud.files() == before
    assert fraud.run("new", "fraud", "--overwrite").code == 0
    assert "eu-west-1" in (fraud.stacks / "Pulumi.fraud-dev.yaml").read_text()


def test_an_unreadable_stack_file_is_never_overwritten(fraud):
    path = fraud.stacks / "Pulumi.fraud-dev.yaml"
    path.write_text(f"<<<<<<< HEAD\n{path.read_text()}")
    before = fraud.files()
    result = fraud.run("new", "fraud", "--overwrite")
    assert result.code == 2
    assert "mend or remove the file" in result.err
    assert fraud.files() == before


def test_other_answers_do_not_change_a_spec_silently(fraud):
    before = fraud.files()
    result = fraud.run("new", "fraud", "--region", "us-east-1")
    assert result.code == 2
    assert "must say the same as the answers, got another region" in result.err
    assert fraud.files() == before
    assert fraud.run("new", "fraud", "--region", "us-east-1", "--overwrite").code == 0
    assert "region: us-east-1" in fraud.spec().read_text()


def test_a_dry_run_shows_everything_and_writes_nothing(repository):
    result = repository.run("new", "fraud", *FLAGS, "--dry-run")
    assert result.code == 0
    assert "create  stacks/fraud.yaml" in result.out
    assert "+  aws:region: eu-west-1\n" in result.out
    assert not repository.stacks.exists()


def test_a_dry_run_of_a_change_shows_the_difference(fraud):
    fraud.replace("fraud.yaml", "region: eu-west-1", "region: eu-west-3")
    before = fraud.files()
    assert (
        "-  aws:region: eu-west-1\n+  aws:region: eu-west-3\n"
        in fraud.run("new", "fraud", "--dry-run").out
    )
    assert fraud.files() == before


def test_mistakes_in_a_spec_stop_before_anything_is_written(fraud):
    fraud.replace("fraud.yaml", "settings: {}", "settings: {protekt_data: true}")
    before = fraud.files()
    result = fraud.run("new", "fraud")
    assert result.code == 2
    assert "settings.protekt_data: unknown field, did you mean 'protect_data'" in result.err
    assert fraud.files() == before


def test_a_new_team_may_not_take_the_stacks_of_another(fraud):
    result = fraud.run("new", "fraud-dev", *FLAGS)
    assert result.code == 2
    assert "its roles would reach what team fraud-dev owns" in result.err


def test_an_environment_that_was_dropped_is_pointed_out_and_not_removed(fraud):
    fraud.replace("fraud.yaml", "  staging: {}\n", "")
    result = fraud.run("new", "fraud")
    assert "stacks/Pulumi.fraud-staging.yaml: belongs to an environment" in result.out
    assert (fraud.stacks / "Pulumi.fraud-staging.yaml").exists()


def test_a_full_disk_is_one_message_and_changes_nothing(fraud, monkeypatch):
    fraud.replace("fraud.yaml", "region: eu-west-1", "region: eu-west-3")
    before = fraud.files()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = fraud.run("new", "fraud")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert result.err.endswith(
        "stacks/Pulumi.fraud-dev.yaml: must be writable, got no space left on device\n"
    )
    assert fraud.files() == before


def test_a_failure_half_way_puts_everything_back(fraud, monkeypatch):
    fraud.replace("fraud.yaml", "region: eu-west-1", "region: eu-west-3")
    before = fraud.files()
    replace = type(fraud.stacks).replace
    calls = []

    def failing(self, target):
        calls.append(target)
        if len(calls) == 3:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(type(fraud.stacks), "replace", failing)
    result = fraud.run("new", "fraud")
    assert result.code == 3
    assert fraud.files() == before


def test_an_interrupt_half_way_puts_everything_back(fraud, monkeypatch):
    fraud.replace("fraud.yaml", "region: eu-west-1", "region: eu-west-3")
    before = fraud.files()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    result = fraud.run("new", "fraud")
    assert (result.code, result.err) == (130, "interrupted\n")
    assert fraud.files() == before


def test_json_tells_what_was_written(repository):
    result = repository.run("new", "fraud", *FLAGS, "--json")
    assert result.data["written"] is True
    assert [f["action"] for f in result.data["files"]] == ["create"] * 4
    again = repository.run("new", "fraud", "--json").data
    assert again["written"] is False
    assert [f["action"] for f in again["files"]] == ["keep"] * 3


def test_json_tells_mistakes_too(repository):
    result = repository.run("new", "Fraud", *FLAGS, "--json")
    assert result.code == 2
    assert result.data["ok"] is False
    assert "must be a DNS label" in result.data["error"]


def test_questions_are_asked_again_until_the_answer_fits(repository, monkeypatch):
    answers = iter(["Fraud", "fraud", "me", "a@acme.example", "4711", "mars", "eu-west-1", "dev"])
    monkeypatch.setattr(cli.new, "_is_terminal", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(answers))
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: True)
    result = repository.run("new")
    assert result.code == 0, result.err
    assert result.err.count("\n") == 3
    assert "team: must be a DNS label" in result.err
    assert list(repository.files()) == ["Pulumi.fraud-dev.yaml", "fraud.yaml"]


def test_saying_no_writes_nothing(repository, monkeypatch):
    monkeypatch.setattr(cli.new, "_is_terminal", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_, **kwargs: kwargs.get("default") or "x1")
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: False)
    flags = FLAGS[:-1]
    result = repository.run("new", "fraud", *flags)
    assert (result.code, result.err) == (130, "nothing written\n")
    assert not repository.stacks.exists()


def test_interrupting_a_question_is_one_line(repository, monkeypatch):
    def interrupt(*_, **__):
        raise typer.Abort

    monkeypatch.setattr(cli.new, "_is_terminal", lambda: True)
    monkeypatch.setattr(typer, "prompt", interrupt)
    result = repository.run("new")
    assert (result.code, result.err) == (130, "interrupted\n")


def test_generating_does_not_touch_the_disk(repository):
    from tests.generator.support import SPEC, parse

    generate(parse(SPEC))
    assert not repository.stacks.exists()
