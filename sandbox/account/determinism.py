"""Same request, same seed, same time: same ids, ARNs and timestamps.

moto draws ids from one generator of its own and asks the clock directly. While a request is
handled, both are pinned, so that replaying the journal after a restart rebuilds the account
exactly. Asymmetric KMS keys are the exception: OpenSSL makes them and takes no seed.
"""

import functools
import os
import random
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import time_machine
from moto import backends as moto_backends
from moto.core.base_backend import AccountSpecificBackend
from moto.moto_api._internal import mock_random

ACCOUNT_CREATED = 1735689600.0
"""When everything that an account has from its first day (default VPC, …) was made: 2025-01-01."""

_pinned = threading.local()
_system_random: Callable[[int], bytes] = os.urandom
_modules_seen = 0


@contextmanager
def reproducible(seed: str, when: float) -> Generator[None]:
    """Handle one request with pinned randomness and clock. One at a time."""
    _pin_modules()
    mock_random.seed(seed)
    _pinned.active = True
    try:
        with time_machine.travel(when, tick=False):
            yield
    finally:
        _pinned.active = False


def drew(seed: str) -> bool:
    """Say whether a request has drawn random numbers, that is, may have made something."""
    return mock_random.getstate() != random.Random(seed).getstate()


@functools.cache
def install() -> None:
    """Route what moto draws from elsewhere to its own generator. Done once per process."""
    os.urandom = _urandom
    make = AccountSpecificBackend.__getitem__

    def backend_of_its_own_seed(self: Any, region: str) -> Any:
        if dict.__contains__(self, "aws" if region == "global" else region):
            return make(self, region)
        state = mock_random.getstate()
        mock_random.seed(f"{self.service_name}/{region}")
        try:
            with time_machine.travel(ACCOUNT_CREATED, tick=False):
                return make(self, region)
        finally:
            mock_random.setstate(state)

    # A backend is made by whichever request comes first, which may be a read.
    backends: Any = AccountSpecificBackend
    backends.__getitem__ = backend_of_its_own_seed
    moto: Any = moto_backends
    load = moto._import_backend

    def load_apart(module: str, name: str) -> Any:
        return load(module, name) if f"moto.{module}" in sys.modules else apart(load)(module, name)

    moto._import_backend = load_apart


def apart(load: Callable[..., Any]) -> Callable[..., Any]:
    """Let what loads a service of moto draw nothing from the request that happens to need it.

    The modules that it has loaded are pinned at once, for that same request.
    """

    @functools.wraps(load)
    def loaded(service: str, *more: Any) -> Any:
        state = mock_random.getstate()
        mock_random.seed(service)
        try:
            return load(service, *more)
        finally:
            mock_random.setstate(state)
            _pin_modules()

    return loaded


def _urandom(size: int) -> bytes:
    if getattr(_pinned, "active", False):
        return mock_random.randbytes(size)
    return _system_random(size)


def _request_id(headers: dict[str, str] | None = None) -> str:
    """Make a request id without drawing from moto's generator: it must not look like a change."""
    request_id = _system_random(26).hex().upper()
    if headers is not None:
        headers["x-amzn-requestid"] = request_id
    return request_id


def _pin_modules() -> None:
    """Put the pinned sources into moto's modules, also into those loaded since the last time."""
    global _modules_seen
    if len(sys.modules) == _modules_seen:
        return
    _modules_seen = len(sys.modules)
    for name, module in list(sys.modules.items()):
        if not name.startswith("moto."):
            continue
        names = vars(module)
        if names.get("random") is random:
            names["random"] = mock_random
        if "gen_amzn_requestid_long" in names:
            names["gen_amzn_requestid_long"] = _request_id
