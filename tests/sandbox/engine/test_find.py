from pathlib import Path

import pytest

from sandbox.engine import EngineNotFound, find_engine, release
from tests.sandbox.engine.support import NO_INTERNET, executable, stub_go, stub_pulumi


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an empty cache, no internet, and nothing but the shell's tools on PATH."""
    for name, value in NO_INTERNET.items():
        monkeypatch.setenv(name, value)
    tools = tmp_path / "tools"
    for tool in ("sh", "cat"):
        executable(tools / tool, f'exec /bin/{tool} "$@"')
    monkeypatch.setenv("STEPWELL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tools))
    return tools


def on_search_path(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    monkeypatch.setenv("PATH", ":".join(str(folder) for folder in folders))


def stub_release(monkeypatch: pytest.MonkeyPatch) -> None:
    def download(part: Path, _: object) -> None:
        stub_pulumi(part / "bin", "v3.259.0")

    monkeypatch.setattr(release, "_download", download)


def test_pulumi_on_path_comes_first(machine: Path, monkeypatch: pytest.MonkeyPatch):
    pulumi = stub_pulumi(machine, "v3.260.1")
    stub_go(machine)
    stub_release(monkeypatch)
    engine = find_engine()
    assert (engine.pulumi, engine.version, engine.origin) == (pulumi, "3.260.1", "path")


def test_an_engine_that_is_too_old_is_passed_over_for_a_newer_one_on_path(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    old, new = tmp_path / "old", tmp_path / "new"
    stub_pulumi(old, "v3.100.0")
    expected = stub_pulumi(new, "v3.259.0")
    on_search_path(monkeypatch, old, new, machine)
    assert find_engine().pulumi == expected


def test_the_sandbox_wrapper_is_not_an_engine(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    wrapper = tmp_path / "wrapper"
    executable(wrapper / "pulumi", "# stepwell sandbox launcher\necho v3.259.0")
    executable(wrapper / "pulumi-language-python", "true")
    on_search_path(monkeypatch, wrapper, machine)
    with pytest.raises(EngineNotFound, match="on PATH: no pulumi there"):
        find_engine(build=False)


def test_the_official_release_comes_before_a_build(machine: Path, monkeypatch: pytest.MonkeyPatch):
    stub_go(machine)
    stub_release(monkeypatch)
    assert find_engine().origin == "release"
    assert find_engine(build=False).origin == "release", "the second time it is in the cache"


def test_builds_when_nothing_can_be_downloaded(machine: Path):
    stub_go(machine)
    engine = find_engine()
    assert engine.origin == "built"
    assert engine.pulumi.read_text() == "built\n"
    beside = {file.name for file in engine.pulumi.parent.iterdir()}
    assert {"pulumi-language-python", "pulumi-language-python-exec"} <= beside
    assert find_engine(build=False) == engine, "the second time it is in the cache"


def test_fetches_nothing_when_asked_only_to_look(machine: Path, tmp_path: Path):
    stub_go(machine)
    with pytest.raises(EngineNotFound, match=r"built from source v3\.259\.0: not in the cache"):
        find_engine(build=False)
    assert not (tmp_path / "cache").exists()


def test_the_error_lists_what_was_tried_and_what_each_said(machine: Path):
    stub_pulumi(machine, "v3.100.0")
    with pytest.raises(EngineNotFound) as error:
        find_engine()
    first, on_path, downloaded, built, fix = str(error.value).splitlines()
    assert first == "pulumi engine: must be on PATH, downloadable or buildable, got none of them"
    assert "pulumi is v3.100.0, v3.259.0 or a newer v3 is needed" in on_path
    assert "https://get.pulumi.com: cannot be reached" in downloaded
    assert "go is not on PATH, Go 1.25 or newer is needed" in built
    assert fix == "install Pulumi, or Go 1.25 or newer, and run this again"


def test_an_engine_without_a_python_language_host_does_not_do(machine: Path):
    stub_pulumi(machine, "v3.259.0", with_host=False)
    with pytest.raises(EngineNotFound, match="has no pulumi-language-python beside it or on PATH"):
        find_engine()


def test_a_broken_pulumi_on_path_is_named(machine: Path):
    executable(machine / "pulumi", "exit 7")
    with pytest.raises(EngineNotFound, match=r"does not answer `pulumi version` \(exit code 7\)"):
        find_engine()


def test_go_that_is_too_old_is_named(machine: Path):
    stub_go(machine, build="echo 'go: go.mod requires go >= 1.25.11 (running go 1.24.9)'; exit 1")
    with pytest.raises(EngineNotFound, match=r"requires go >= 1\.25\.11 \(running go 1\.24\.9"):
        find_engine()


def test_a_failed_build_says_what_go_said(machine: Path, tmp_path: Path):
    stub_go(machine, build="echo some/package; echo 'go: dial tcp: connection refused'; exit 1")
    with pytest.raises(EngineNotFound, match="go build: exit code 1; go: dial tcp: connection"):
        find_engine()
    assert not list((tmp_path / "cache" / "engine").glob("*built*part*"))


def test_a_full_disk_is_one_clear_message(machine: Path):
    stub_go(machine, build="echo 'write /x: no space left on device'; exit 1")
    with pytest.raises(EngineNotFound, match="the disk is full: building needs about 4 GB"):
        find_engine()


def test_a_cache_that_cannot_be_written_is_one_clear_message(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stub_go(machine)
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("STEPWELL_CACHE", str(tmp_path / "file"))
    with pytest.raises(EngineNotFound) as error:
        find_engine()
    assert "must be a folder with room that can be written, got 'Not a directory'" in str(
        error.value
    )
    assert "set STEPWELL_CACHE to another folder" in str(error.value)


def test_tells_what_it_does_and_for_how_long(machine: Path):
    stub_go(machine)
    told = list[str]()
    find_engine(told.append)
    assert any(
        line.startswith("building the Pulumi engine v3.259.0 with Go: 0 s") for line in told
    ), told


def test_a_changed_language_host_needs_no_new_compilation(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    log = tmp_path / "builds"
    stub_go(machine, build=f"echo once >> {log}")
    first = find_engine()
    changed = tmp_path / "language_host"
    changed.mkdir()
    (changed / "main.py").write_text("changed = True\n")
    monkeypatch.setattr("sandbox.engine.build._HOST", changed)
    second = find_engine()
    assert second.pulumi != first.pulumi
    assert (second.pulumi.parents[1] / "lib/language_host/main.py").read_text() == (
        "changed = True\n"
    )
    assert log.read_text() == "once\n"


def test_the_environment_puts_the_engine_first_on_path(
    machine: Path, monkeypatch: pytest.MonkeyPatch
):
    stub_go(machine)
    engine = find_engine()
    environment = engine.environment()
    assert environment["PATH"].split(":") == [str(engine.pulumi.parent), str(machine)]
    assert environment["PULUMI_SKIP_UPDATE_CHECK"] == "1"
