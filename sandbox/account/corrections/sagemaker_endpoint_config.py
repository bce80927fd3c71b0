"""moto refuses 211 of 277 instance types, and crashes on variants for inference components."""

from typing import Any

from moto.sagemaker.models import FakeEndpointConfig, SageMakerModelBackend

from sandbox.account.corrections import replace

_check_models = SageMakerModelBackend.validate_production_variants


def _any_instance_type(_self: Any, _instance_type: str) -> None:
    """Accept what the service model, which has been asked, accepts."""


def _models_of_variants(self: Any, production_variants: list[dict[str, Any]]) -> None:
    """Look for the models of those variants that have one."""
    _check_models(self, [v for v in production_variants if "ModelName" in v])


replace(FakeEndpointConfig, "validate_instance_type", _any_instance_type)
replace(SageMakerModelBackend, "validate_production_variants", _models_of_variants)
