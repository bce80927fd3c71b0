"""moto refuses to scale the copies of an inference component."""

from enum import Enum

from moto.applicationautoscaling import models, responses

from sandbox.account.corrections import replace

_KNOWN = {known.name: known.value for known in models.ScalableDimensionValueSet}
_COPIES = {"INFERENCE_COMPONENT_COPIES": "sagemaker:inference-component:DesiredCopyCount"}

for _module in (models, responses):
    replace(_module, "ScalableDimensionValueSet", Enum("Dimensions", {**_KNOWN, **_COPIES}))
