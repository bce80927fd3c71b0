"""Service models, from botocore's data files, each read once for a whole process."""

import functools
import json
from collections.abc import Callable
from typing import Any

from botocore.loaders import JSONFileLoader, Loader
from botocore.model import ServiceModel


class PlainFiles(JSONFileLoader):
    """Reads into plain dictionaries, which keep their order, too, and load in half the time."""

    def _load_file(self, full_path: str, open_method: Callable[..., Any]) -> Any:
        try:
            with open_method(full_path, "rb") as file:
                return json.loads(file.read())
        except FileNotFoundError:
            return None


LOADER = Loader(file_loader=PlainFiles())
"""Keeps what it has read."""


@functools.cache
def service_model(service: str) -> ServiceModel:
    """Return the model of one service by its botocore name, `application-autoscaling`."""
    return ServiceModel(LOADER.load_service_model(service, "service-2"), service)
