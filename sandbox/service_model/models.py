"""Service models, read from botocore's data files without making a client."""

import functools

from botocore.exceptions import UnknownServiceError
from botocore.model import ServiceModel

from sandbox.service_model.loader import LOADER


class UnknownService(ValueError):
    """No service of that name is in the pinned botocore."""

    def __init__(self, service: str) -> None:
        super().__init__(f"service: must be one that botocore knows, got {service!r}")


@functools.cache
def service_model(service: str) -> ServiceModel:
    """Return the model of one service by its botocore name, `application-autoscaling`."""
    try:
        data = LOADER.load_service_model(service, "service-2")
    except UnknownServiceError:
        raise UnknownService(service) from None
    return ServiceModel(data, service)
