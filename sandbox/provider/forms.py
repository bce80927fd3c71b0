"""Properties in the form that the API has for them, where a name is not all that differs."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.provider.descriptor import Properties, ResourceType
from sandbox.provider.paths import filled
from sandbox.provider.wire import Asset

_NOTHING = (None, "", [], {})


def told(kind: ResourceType, properties: Properties) -> Properties:
    """Properties with what the API has to be told where the program says nothing."""
    found = dict(properties)
    for name, by in kind.words.items():
        found[name] = next((word for given, word in by.items() if properties.get(given)), None)
    for path, value in kind.assumed.items():
        found = _assume(found, path, filled(value, properties))
    return found


def _assume(holder: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Set a value at `path` unless there is one, or one at `|other` beside it."""
    name, _, below = path.partition(".")
    if below and isinstance(holder.get(name), list):
        items = [_assume(i, below, value) if isinstance(i, dict) else i for i in holder[name]]
        return {**holder, name: items}
    names = name.split("|")
    if below or any(holder.get(n) not in _NOTHING for n in names):
        return dict(holder)
    return {**holder, names[0]: value}


def content(asset: Asset) -> bytes:
    """Content of a file; what the program put together of several is one ZIP file."""
    if asset.text is not None:
        return asset.text.encode()
    if asset.path is not None and Path(asset.path).is_file():
        return Path(asset.path).read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, inside in _files(asset):
            # The time is fixed, so that the same files are the same archive.
            archive.writestr(zipfile.ZipInfo(name), inside)
    return packed.getvalue()


def _files(code: Asset, below: str = "") -> Iterator[tuple[str, bytes]]:
    """Files of an archive or an asset by their path in it."""
    if code.text is not None:
        yield below, code.text.encode()
    elif code.path is not None:
        root = Path(code.path)
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file():
                inside = path.relative_to(root).as_posix() if path != root else ""
                yield "/".join(filter(None, (below, inside))), path.read_bytes()
    for name, entry in sorted(code.content.get("assets", {}).items()):
        yield from _files(entry, f"{below}/{name}" if below else name)
