import os
from pathlib import Path

import pytest

from sandbox.cache import CacheError, cache_dir, make_once, write_atomically
from sandbox.file_lock import hold


def test_the_cache_is_where_the_user_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("STEPWELL_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_dir() == tmp_path / ".cache" / "stepwell"
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
    assert cache_dir() == Path("/xdg/stepwell")
    monkeypatch.setenv("STEPWELL_CACHE", "/mine")
    assert cache_dir() == Path("/mine")


def test_a_folder_is_made_once(tmp_path: Path):
    made = list[Path]()

    def make(part: Path) -> None:
        made.append(part)
        (part / "file").write_text("done")

    for _ in range(2):
        assert make_once(tmp_path / "cache" / "thing", make) == tmp_path / "cache" / "thing"
    assert len(made) == 1
    assert (tmp_path / "cache" / "thing" / "file").read_text() == "done"


def test_a_maker_that_fails_leaves_nothing(tmp_path: Path):
    def fail(part: Path) -> None:
        (part / "half").write_text("made")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the maker's own error must come through
        make_once(tmp_path / "thing", fail)
    assert [path.name for path in tmp_path.iterdir()] == [".thing.lock"]


def test_a_full_disk_is_named_with_what_to_do(tmp_path: Path):
    def fail(part: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(CacheError, match=r"got 'No space left on device'\nset STEPWELL_CACHE"):
        make_once(tmp_path / "thing", fail)


def test_a_failed_write_leaves_the_old_text(tmp_path: Path):
    path = tmp_path / "file"
    write_atomically(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new \ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_who_waits_for_another_maker_says_so(tmp_path: Path):
    lock = hold(tmp_path / ".thing.lock")
    assert lock is not None
    said = list[str]()

    def waiting(text: str) -> None:
        said.append(text)
        os.close(lock)

    assert make_once(tmp_path / "thing", lambda _: None, waiting) == tmp_path / "thing"
    assert said == ["waiting for another process that makes thing: 0 s"]
