"""Where a pack or a folder of rules lies that somebody names: ours, a folder, or a package."""

import functools
import importlib.util
import re
from pathlib import Path

FILE = "pack.yaml"
"""Name of the file in the folder of a pack."""

OURS = Path(__file__).parent / "packs"
"""Where the packs lie that are called by their name alone."""

_PACKAGE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


@functools.cache
def our_packs() -> tuple[str, ...]:
    """Names of the packs in `policies/packs`."""
    return tuple(sorted(path.parent.name for path in OURS.glob(f"*/{FILE}")))


def pack_folder(named: str, base: Path) -> Path | None:
    """Folder of the pack that is one of ours, a folder below `base`, or part of a package."""
    candidates = (OURS / named if named in our_packs() else None, base / named, package(named))
    for folder in candidates:
        if folder is not None and (folder / FILE).is_file():
            return folder.resolve()
    return None


def package(named: str) -> Path | None:
    """Folder of an importable package, None if there is none of that name."""
    if not _PACKAGE.fullmatch(named):
        return None
    try:
        spec = importlib.util.find_spec(named)
    except (ImportError, ValueError):
        return None
    places = list((spec and spec.submodule_search_locations) or ())
    return Path(places[0]) if places else None
