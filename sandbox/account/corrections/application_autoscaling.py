"""Corrections of Application Auto Scaling."""

from enum import Enum
from typing import Any

from moto.applicationautoscaling import models, responses

from sandbox.service_model import service_model

# moto refuses to scale what it does not know: copies of inference components, and more.
_SHAPE: Any = service_model("application-autoscaling").shape_for("ScalableDimension")
_MODULES: Any = (models, responses)
for _module in _MODULES:
    _module.ScalableDimensionValueSet = Enum("Known", {d: d for d in _SHAPE.enum})
