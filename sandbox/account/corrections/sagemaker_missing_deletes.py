"""moto can make some SageMaker things that it cannot delete."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError

_KEPT_IN = {
    "DeleteModelPackageGroup": (
        "ModelPackageGroupName",
        "model_package_groups",
        "model-package-group",
    ),
    "DeleteTrainingJob": ("TrainingJobName", "training_jobs", "training-job"),
}


@before_call("sagemaker", *_KEPT_IN)
def delete(context: Context) -> Mapping[str, Any]:
    """Delete it from where moto keeps it."""
    member, attribute, kind = _KEPT_IN[context.call.name]
    name, kept = context.params[member], getattr(context.backend(), attribute)
    found = next((k for k in kept if k == name or str(k).endswith(f"/{name}")), None)
    if found is None:
        text = f"{kind.replace('-', ' ').title()} {context.arn(f'{kind}/{name}')} does not exist."
        raise AwsError("ValidationException", text)
    if context.call.name == "DeleteModelPackageGroup":
        packages = context.backend().model_packages.values()
        if any(package.model_package_group_name == name for package in packages):
            text = f"Model Package Group cannot be deleted because it is not empty: {name}"
            raise AwsError("ConflictException", text)
    del kept[found]
    return {}


@before_call("sagemaker", "DeleteModelPackage")
def delete_model_package(context: Context) -> Mapping[str, Any]:
    """Delete one version of a model."""
    name, kept = context.params["ModelPackageName"], context.backend().model_packages
    found = next((k for k, p in kept.items() if name in (k, p.arn)), None)
    if found is None:
        raise AwsError("ValidationException", f"ModelPackage {name} does not exist.")
    del kept[found]
    return {}


@before_call("sagemaker", "StopTrainingJob")
def stop_training_job(context: Context) -> Mapping[str, Any]:
    """Stop a job, which in the sandbox is done as soon as it has begun."""
    name = context.params["TrainingJobName"]
    if name not in context.backend().training_jobs:
        raise AwsError("ResourceNotFound", "Requested resource not found.")
    raise AwsError(
        "ValidationException",
        "The request was rejected because the training job is in status Completed.",
    )
