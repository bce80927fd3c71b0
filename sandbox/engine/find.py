"""Finding an engine: on PATH, in the cache, from Pulumi, or built with Go, in that order."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from sandbox.cache import CacheError, cache_dir
from sandbox.engine.build import built
from sandbox.engine.engine import PINNED, AttemptFailed, Engine, EngineNotFound
from sandbox.engine.release import released
from sandbox.engine.watched import Progress

WRAPPER_MARK = "stepwell sandbox launcher"
"""Text near the start of the sandbox's own `pulumi`, which stands in front of an engine."""

_ANSWER_SECONDS = 15


def find_engine(progress: Progress = lambda _: None, *, build: bool = True) -> Engine:
    """Return an engine to run the project with.

    What is already on this machine comes first: PATH, then the cache. Only when there is nothing
    and `build` is true is the official release downloaded or, where that is impossible, the
    engine built, which takes minutes; `progress` is then told about once a second what is being
    done. Raises `EngineNotFound` with everything that was tried.
    """
    ways: list[tuple[str, Callable[[bool], Engine]]] = [
        (f"official release v{PINNED}", lambda fetch: released(progress, download=fetch)),
        (f"built from source v{PINNED}", lambda fetch: built(progress, build=fetch)),
    ]
    said = dict[str, str]()
    for fetch in (False, True) if build else (False,):
        for name, attempt in ways if fetch else [("on PATH", _on_path), *ways]:
            try:
                return attempt(fetch)
            except (AttemptFailed, CacheError) as failure:
                said[name] = str(failure)
    raise EngineNotFound([f"{name}: {reason}" for name, reason in said.items()])


def _on_path(_: bool) -> Engine:
    """The first `pulumi` of PATH that suits, and is neither the sandbox's nor from our cache."""
    located = dict[Path, Path]()
    for folder in filter(None, os.environ.get("PATH", "").split(os.pathsep)):
        path = Path(shutil.which("pulumi", path=folder) or "").absolute()
        if path.is_file():
            located.setdefault(path.resolve(), path)
    refused = list[str]()
    for real, path in located.items():
        if real.is_relative_to(cache_dir().resolve()) or _is_wrapper(real):
            continue
        try:
            return _suiting(path)
        except AttemptFailed as failure:
            refused.append(f"{path} {failure}")
    raise AttemptFailed("; ".join(refused) or "no pulumi there")


def _suiting(pulumi: Path) -> Engine:
    """The engine that an executable is, if it is new enough, of the same major and has its host."""
    try:
        answer = subprocess.run(
            [pulumi, "version"],
            env={**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_ANSWER_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AttemptFailed(f"does not answer `pulumi version` ({error})") from error
    if answer.returncode:
        raise AttemptFailed(f"does not answer `pulumi version` (exit code {answer.returncode})")
    found = re.match(r"v?(\d+\.\d+\.\d+)", answer.stdout.strip())
    if found is None:
        raise AttemptFailed("does not say its version")
    version, needed = ([int(part) for part in text.split(".")] for text in (found[1], PINNED))
    if version < needed or version[0] != needed[0]:
        raise AttemptFailed(f"is v{found[1]}, v{PINNED} or a newer v{needed[0]} is needed")
    host = "pulumi-language-python"
    if not (shutil.which(host) or shutil.which(host, path=pulumi.resolve().parent)):
        raise AttemptFailed(f"has no {host} beside it or on PATH")
    return Engine(pulumi, found[1], "path")


def _is_wrapper(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return WRAPPER_MARK.encode() in file.read(400)
    except OSError:
        return False
