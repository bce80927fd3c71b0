from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sandbox.wrapper import mirror

PROJECT = "name: stepwell\nruntime: {name: python, options: {virtualenv: .venv}}\n"
SALT = "encryptionsalt: v1:sandbox\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text(PROJECT + "stackConfigDir: stacks\n")
    (tmp_path / "stacks").mkdir()
    return tmp_path


def mirrored(repo: Path, text: str) -> str:
    (repo / "stacks" / "Pulumi.dev.yaml").write_text(text)
    return (mirror.refresh(repo) / "stacks" / "Pulumi.dev.yaml").read_text()


def test_the_project_is_the_same_but_for_where_things_are(repo: Path):
    (repo / "Pulumi.yaml").write_text(
        PROJECT + "stackConfigDir: stacks\nbackend:\n  url: s3://real-state\n"
    )
    project = YAML(typ="safe").load(mirror.refresh(repo) / "Pulumi.yaml")
    assert project == {
        "name": "stepwell",
        "main": str(repo),
        "runtime": {"name": "python", "options": {"virtualenv": f"{repo}/.venv"}},
        "stackConfigDir": "stacks",
    }


def test_settings_without_secrets_are_copied_as_they_are(repo: Path):
    text = "# by people\nconfig:\n  stepwell:team: fraud # why\n"
    assert mirrored(repo, text) == text


def test_what_encrypts_the_real_stack_is_left_out(repo: Path):
    text = (
        "secretsprovider: awskms://alias/real\nencryptedkey: AQIC\nencryptionsalt: v1:real\n"
        "config:\n  stepwell:team: fraud\n"
    )
    assert mirrored(repo, text) == "config:\n  stepwell:team: fraud\n"


def test_secret_settings_have_a_stand_in_wherever_they_are(repo: Path):
    text = (
        "config:\n  a:one:\n    secure: v1:x\n  a:two:\n    deep: [{secure: v1:y}, plain]\n"
        "  a:version: '1.10'\n"
    )
    made = YAML(typ="safe").load(mirrored(repo, text))
    assert made["config"] == {
        "a:one": mirror.STAND_IN,
        "a:two": {"deep": [mirror.STAND_IN, "plain"]},
        "a:version": "1.10",
    }


def test_the_sandboxs_own_salt_is_kept_when_settings_change(repo: Path):
    mirrored(repo, "config:\n  a:b: one\n")
    copy = repo / ".sandbox/project/stacks/Pulumi.dev.yaml"
    copy.write_text(SALT + "config:\n  a:b: one\n")
    assert mirrored(repo, "config:\n  a:b: two") == "config:\n  a:b: two\n" + SALT


def test_a_setting_that_the_engine_saved_is_gone_at_the_next_command(repo: Path):
    mirrored(repo, "config:\n  a:b: one\n")
    copy = repo / ".sandbox/project/stacks/Pulumi.dev.yaml"
    copy.write_text("config:\n  a:b: one\n  a:c: once\n")
    assert mirrored(repo, "config:\n  a:b: one\n") == "config:\n  a:b: one\n"


def test_a_stack_without_a_committed_file_keeps_only_its_salt(repo: Path):
    mirrored(repo, "config: {}\n")
    copy = repo / ".sandbox/project/stacks/Pulumi.dev.yaml"
    copy.write_text(SALT + "config:\n  a:b: one\n")
    (repo / "stacks" / "Pulumi.dev.yaml").unlink()
    mirror.refresh(repo)
    assert copy.read_text() == SALT


@pytest.mark.parametrize(
    "text",
    [
        "{secretsprovider: 'awskms://alias/real', config: {a:b: one}}\n",
        "secretsprovider: awskms://alias/real\nconfig: [unclosed\n",
        '{"secretsprovider": "awskms://alias/real", "config": [unclosed}\n',
    ],
)
def test_no_real_key_gets_into_the_sandbox_whatever_the_file_looks_like(repo: Path, text: str):
    assert "awskms" not in mirrored(repo, text)


def test_nothing_is_written_when_nothing_has_changed(repo: Path):
    text = "encryptionsalt: v1:real\nconfig:\n  a:b: one\n"
    mirrored(repo, text)
    copy = repo / ".sandbox/project/stacks/Pulumi.dev.yaml"
    before = copy.stat().st_ino, copy.stat().st_mtime_ns
    mirrored(repo, text)
    assert (copy.stat().st_ino, copy.stat().st_mtime_ns) == before


def test_a_checkout_without_stacks_has_an_empty_mirror(tmp_path: Path):
    (tmp_path / "Pulumi.yaml").write_text(PROJECT + "stackConfigDir: stacks\n")
    assert list((mirror.refresh(tmp_path) / "stacks").iterdir()) == []
