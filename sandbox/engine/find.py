"""Finding an engine: on PATH, in the cache, from Pulumi, or built with Go, in that order."""

from collections.abc import Callable

from sandbox.cache import CacheError
from sandbox.engine.build import built
from sandbox.engine.engine import AttemptFailed, Engine, EngineNotFound
from sandbox.engine.on_path import on_path
from sandbox.engine.release import released
from sandbox.engine.version import PINNED
from sandbox.engine.watched import Progress


def find_engine(progress: Progress | None = None, *, build: bool = True) -> Engine:
    """Return an engine to run the project with.

    What is already on this machine comes first: PATH, then the cache. Only when there is nothing
    and `build` is true is the official release downloaded or, where that is impossible, the
    engine built, which takes minutes; `progress` is then told about once a second what is being
    done. Raises `EngineNotFound` with everything that was tried.
    """
    tell = progress or _silent
    at_hand: list[tuple[str, Callable[[], Engine]]] = [
        ("on PATH", on_path),
        (f"official release v{PINNED}", lambda: released(tell, download=False)),
        (f"built from source v{PINNED}", lambda: built(tell, build=False)),
    ]
    to_fetch: list[tuple[str, Callable[[], Engine]]] = [
        (f"official release v{PINNED}", lambda: released(tell, download=True)),
        (f"built from source v{PINNED}", lambda: built(tell, build=True)),
    ]
    said = dict[str, str]()
    for name, attempt in [*at_hand, *(to_fetch if build else [])]:
        try:
            return attempt()
        except (AttemptFailed, CacheError) as failure:
            said[name] = str(failure)
    raise EngineNotFound([f"{name}: {reason}" for name, reason in said.items()])


def _silent(_: str) -> None:
    """Tell nobody."""
