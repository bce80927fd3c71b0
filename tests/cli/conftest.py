import pytest

from tests.cli.support import Repository


@pytest.fixture
def repository(tmp_path, monkeypatch, capsys):
    (tmp_path / "Pulumi.yaml").write_text(
        "name: stepwell\nruntime: python\nstackConfigDir: stacks\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Repository(tmp_path, capsys)
