"""What `make clean` removes, in a copy of the Makefile beside a cache of its own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines import environment
from sandbox.cache import cache_dir

MAKEFILE = Path(__file__).parents[1] / "Makefile"


@pytest.fixture(params=["STEPWELL_CACHE", "XDG_CACHE_HOME", "HOME"])
def cache(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A filled cache, in each of the places where a user may have it."""
    for name in ("STEPWELL_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv(request.param, str(tmp_path / "a folder"))
    made = environment.folder()
    assert made.parent == cache_dir()
    for folder in (made, cache_dir() / "engine/built", cache_dir() / "schema/aws"):
        folder.mkdir(parents=True)
        (folder / "file").touch()
    made.with_name(f".{made.name}.lock").touch()
    (cache_dir() / "of-somebody-else").touch()
    return cache_dir()


def clean(folder: Path, *arguments: str) -> None:
    folder.mkdir()
    shutil.copy(MAKEFILE, folder)
    command = ["make", "--no-print-directory", "clean", *arguments]
    inherited = ("CACHE", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS")
    variables = {k: v for k, v in os.environ.items() if k not in inherited}
    done = subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_caches_are_removed_when_asked_for_and_nothing_else_beside_them(
    cache: Path, tmp_path: Path
):
    clean(tmp_path / "checkout", "CACHE=1")
    assert [path.name for path in cache.iterdir()] == ["of-somebody-else"]


def test_caches_stay_otherwise(cache: Path, tmp_path: Path):
    clean(tmp_path / "checkout")
    assert len(list(cache.iterdir())) == 5


def test_a_cache_that_is_not_there_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("STEPWELL_CACHE", str(tmp_path / "none"))
    clean(tmp_path / "checkout", "CACHE=1")
    assert not (tmp_path / "none").exists()
