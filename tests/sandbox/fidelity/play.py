"""Makes every creating call of the table, with the least and with the most that it takes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from sandbox.paths import find
from sandbox.provider.tables import resource_types
from tests.sandbox.account.level_0 import Clients
from tests.sandbox.fidelity.generate import Maker
from tests.sandbox.provider.conftest import fill
from tests.yaml_file import read_yaml


@dataclass(frozen=True)
class Played:
    """One request and what became of it."""

    service: str
    operation: str
    most: bool
    params: Mapping[str, Any]
    error: str
    known: Mapping[str, str]
    """Ids of what has been made until then, by the names in `requests.yaml`."""


@cache
def hints() -> Mapping[str, Any]:
    """Read what no model says: which values refer to what, and what AWS requires beyond it."""
    return read_yaml(Path(__file__).with_name("requests.yaml"))


def operations() -> set[str]:
    """Every creating call of the table, as `ec2 CreateVpc`."""
    kinds = resource_types().values()
    calls = {(kind.service, kind.create.operation) for kind in kinds}
    return {f"{service} {name}" for service, name in calls if not name.startswith("Describe")}


def play(
    url: str, services: Collection[str] | None = None, passes: Sequence[bool] = (False, True)
) -> Iterator[Played]:
    """Make every call twice, in the order of `requests.yaml`; what is made serves those after.

    `passes` says whether with the most that a call takes.
    """
    clients = Clients(url)
    known = dict[str, str](hints()["known"])
    for most in passes:
        for name, hint in hints()["operations"].items():
            service, operation = name.split()[:2]
            if services is not None and service not in services:
                continue
            client = getattr(clients, service.replace("-", "_") + "_")
            given = {**hint.get("given", {}), **hint.get("most" if most else "only_least", {})}
            maker = Maker(
                most,
                fill(given, known),
                frozenset(hint.get("least", ())),
                fill(hints()["named"], known),
                "fraud-most" if most else "fraud-least",
            )
            shape = client.meta.service_model.operation_model(operation).input_shape
            params = maker.structure(shape)
            error, answer = "", dict[str, Any]()
            try:
                answer = client._make_api_call(operation, params)
            except (ClientError, BotoCoreError) as refused:
                error = str(refused)
            for keep, path in hint.get("keeps", {}).items():
                value = find(answer, path, {}) or find(params, path, {})
                known[f"{keep}_most" if most else keep] = str(value)
            yield Played(service, operation, most, params, error, known)
