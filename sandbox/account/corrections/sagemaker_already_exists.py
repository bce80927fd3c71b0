"""moto replaces a SageMaker thing of the same name where AWS refuses."""

from dataclasses import dataclass

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@dataclass(frozen=True)
class _Named:
    member: str
    attribute: str
    """Where moto keeps them."""

    message: str
    resource: str
    code: str = "ValidationException"


_NAMED = {
    "CreateModel": _Named(
        "ModelName", "_models", 'Cannot create already existing model "{arn}".', "model"
    ),
    "CreateEndpointConfig": _Named(
        "EndpointConfigName",
        "endpoint_configs",
        'Cannot create already existing endpoint configuration "{arn}".',
        "endpoint-config",
    ),
    "CreateEndpoint": _Named(
        "EndpointName", "endpoints", 'Cannot create already existing endpoint "{arn}".', "endpoint"
    ),
    "CreateModelPackageGroup": _Named(
        "ModelPackageGroupName",
        "model_package_groups",
        "Model Package Group already exists: {arn}",
        "model-package-group",
    ),
    "CreateTrainingJob": _Named(
        "TrainingJobName",
        "training_jobs",
        "Training job names must be unique within an AWS account and region, and a training job"
        " with this name already exists ({arn})",
        "training-job",
        "ResourceInUse",
    ),
}


@before_call("sagemaker", *_NAMED)
def refuse_a_second_one(context: Context) -> None:
    """Refuse a name that is taken."""
    named = _NAMED[context.call.name]
    name = context.params[named.member]
    if name in getattr(context.backend(), named.attribute):
        arn = context.arn(f"{named.resource}/{name}")
        raise AwsError(named.code, named.message.format(arn=arn))


@before_call("sagemaker", "CreateDomain")
def refuse_a_second_domain(context: Context) -> None:
    """Refuse a domain's name that is taken."""
    name = context.params["DomainName"]
    for domain in context.backend().domains.values():
        if domain.domain_name == name:
            raise AwsError(
                "ResourceInUse",
                f"Resource Already Exists: Domain with name {name} already exists."
                " Choose a different name.",
            )
