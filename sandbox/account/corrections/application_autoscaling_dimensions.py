"""moto refuses to scale what it does not know: copies of inference components, and more."""

from enum import Enum
from typing import Any

from moto.applicationautoscaling import models, responses

from sandbox.account.corrections import replace
from sandbox.service_model import service_model

_SHAPE: Any = service_model("application-autoscaling").shape_for("ScalableDimension")

for _module in (models, responses):
    replace(_module, "ScalableDimensionValueSet", Enum("Dimensions", {d: d for d in _SHAPE.enum}))
