"""What moto holds and cannot delete."""

from typing import Any

from sandbox.account.context import Context
from sandbox.account.fallback.kinds import identity


def taken(context: Context, noun: str) -> bool:
    """Take the thing that a deleting call names out of moto's state; say whether it was there."""
    names = identity(context.call.operation.service_model, noun)
    values = [v for m, v in context.params.items() if m in names or len(context.params) == 1]
    try:
        backend = context.backend()
    except ImportError:
        return False  # Moto has nothing of the whole service.
    for name, things in vars(backend).items():
        if isinstance(things, dict) and _about(name, noun):
            for key, thing in list(things.items()):
                if values and all(_is_called(key, thing, value) for value in values):
                    del things[key]
                    return True
    return False


def _about(name: str, noun: str) -> bool:
    """Whether moto keeps things of this kind under a name: `query_log_configs`."""
    plain = name.replace("_", "").lower()
    singular = plain[:-3] + "y" if plain.endswith("ies") else plain.removesuffix("s")
    return noun.lower().endswith(singular)


def _is_called(key: Any, thing: Any, value: Any) -> bool:
    held = thing.values() if isinstance(thing, dict) else getattr(thing, "__dict__", {}).values()
    return value == key or any(isinstance(one, str) and one == value for one in held)
