"""Descriptions of settings that a component's settings inherit from another class.

Pydantic reads the text under a field from the class that is used, not from the classes it extends.
"""

import ast
import functools
import inspect
import textwrap
import typing
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from typing_extensions import get_original_bases, is_typeddict


def with_inherited_descriptions(schema: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema of `model` with a description on every inherited field too."""
    definitions = dict(schema.get("$defs", {}))
    for settings in _settings_classes(model):
        own = definitions.get(settings.__name__)
        if own is None:
            continue
        texts = {
            name: text for base in lineage(settings) for name, text in field_texts(base).items()
        }
        definitions[settings.__name__] = {
            **own,
            "properties": {
                name: {"description": texts[name], **field} if name in texts else field
                for name, field in own.get("properties", {}).items()
            },
        }
    return {**schema, "$defs": definitions} if definitions else schema


def _settings_classes(model: type[BaseModel]) -> Iterator[type]:
    """Every typed dictionary that the fields of `model` lead to."""
    ahead: list[Any] = [field.annotation for field in model.model_fields.values()]
    seen = set[type]()
    while ahead:
        found = ahead.pop()
        ahead += typing.get_args(found)
        if is_typeddict(found) and found not in seen:
            seen.add(found)
            yield found
            ahead += typing.get_type_hints(found).values()


def lineage(settings: type) -> Iterator[type]:
    """The classes that a typed dictionary extends, the farthest first, then itself."""
    for base in get_original_bases(settings):
        if is_typeddict(base):
            yield from lineage(base)
    yield settings


@functools.cache
def field_texts(settings: type) -> Mapping[str, str]:
    """By field, the text under it in the source of one class."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(settings)))
    except (OSError, TypeError):
        return {}
    body = next((node.body for node in tree.body if isinstance(node, ast.ClassDef)), [])
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
