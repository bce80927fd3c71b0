"""Removes what the demo has made through the API, so that the stack below it can go."""

from collections.abc import Callable, Mapping
from typing import Any

from cli.demo_use import MADE_BY_DEMO


def clear(outputs: Mapping[str, Any], client: Callable[[str], Any]) -> int:
    """Remove the demo's endpoints, models and registered versions; return how many things.

    Training jobs stay: SageMaker keeps them for ever.
    """
    sagemaker = client("sagemaker")
    prefix = f"{outputs['prefix']}-demo-"
    removed = 0
    for noun, kind in (
        ("endpoint", "Endpoint"),
        ("endpoint_config", "EndpointConfig"),
        ("model", "Model"),
    ):
        delete = getattr(sagemaker, f"delete_{noun}")
        for page in sagemaker.get_paginator(f"list_{noun}s").paginate(NameContains=prefix):
            for each in page[f"{kind}s"]:
                delete(**{f"{kind}Name": each[f"{kind}Name"]})
                removed += 1
    return removed + _versions(outputs, sagemaker)


def _versions(outputs: Mapping[str, Any], sagemaker: Any) -> int:
    removed = 0
    for group in outputs["model_package_groups"].values():
        name = group.rsplit("/", 1)[-1]
        pages = sagemaker.get_paginator("list_model_packages").paginate(ModelPackageGroupName=name)
        for page in pages:
            for version in page["ModelPackageSummaryList"]:
                if version.get("ModelPackageDescription", "").startswith(MADE_BY_DEMO):
                    sagemaker.delete_model_package(ModelPackageName=version["ModelPackageArn"])
                    removed += 1
    return removed
