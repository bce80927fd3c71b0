"""Rules of SageMaker about what the account already has."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.rules import account_rule

if TYPE_CHECKING:
    from sandbox.account.context import Context


@dataclass(frozen=True)
class _Named:
    member: str
    attribute: str
    """Where moto keeps them."""

    message: str
    resource: str


_AGAIN = 'Cannot create already existing {what} "{{arn}}".'
_NAMED = {
    "CreateModel": _Named("ModelName", "_models", _AGAIN.format(what="model"), "model"),
    "CreateEndpointConfig": _Named(
        "EndpointConfigName",
        "endpoint_configs",
        _AGAIN.format(what="endpoint configuration"),
        "endpoint-config",
    ),
    "CreateEndpoint": _Named(
        "EndpointName", "endpoints", _AGAIN.format(what="endpoint"), "endpoint"
    ),
    "CreateModelPackageGroup": _Named(
        "ModelPackageGroupName",
        "model_package_groups",
        "Model Package Group already exists: {arn}",
        "model-package-group",
    ),
}
_IN_USE = {
    "CreateTrainingJob": _Named(
        "TrainingJobName",
        "training_jobs",
        "Training job names must be unique within an AWS account and region, and a training job"
        " with this name already exists ({arn})",
        "training-job",
    ),
    "CreateDataQualityJobDefinition": _Named(
        "JobDefinitionName",
        "data_quality_job_definitions",
        "Job definition already exists: {arn}",
        "data-quality-job-definition",
    ),
    "CreateModelBiasJobDefinition": _Named(
        "JobDefinitionName",
        "model_bias_job_definitions",
        "Job definition already exists: {arn}",
        "model-bias-job-definition",
    ),
}


@account_rule("sagemaker", *_NAMED)
@account_rule("sagemaker", *_IN_USE, code="ResourceInUse")
def name_is_taken(context: "Context") -> str | None:
    """Moto puts the second thing of a name in the place of the first."""
    named = {**_NAMED, **_IN_USE}[context.call.name]
    name, kept = context.params[named.member], getattr(context.backend(), named.attribute)
    arn = context.arn(f"{named.resource}/{name}")
    return named.message.format(arn=arn) if name in kept or arn in kept else None


@account_rule("sagemaker", "CreateDomain", code="ResourceInUse")
def domain_is_taken(context: "Context") -> str | None:
    """A domain's name is unique in a region."""
    name = context.params["DomainName"]
    if any(domain.domain_name == name for domain in context.backend().domains.values()):
        return (
            f"Resource Already Exists: Domain with name {name} already exists."
            " Choose a different name."
        )
    return None


@account_rule("sagemaker", "CreateUserProfile")
def people_of_the_domain(context: "Context") -> str | None:
    """CreateUserProfile, `SingleSignOnUserIdentifier`: as the domain's `AuthMode` has it."""
    domain = context.backend().domains.get(context.params["DomainId"])
    if domain is None:
        return None
    given = "SingleSignOnUserIdentifier" in context.params
    if domain.auth_mode == "SSO" and not given:
        return "SingleSignOnUserIdentifier is required when the domain's AuthMode is SSO."
    if domain.auth_mode != "SSO" and given:
        return "SingleSignOnUserIdentifier cannot be specified when AuthMode is not SSO."
    return None


@account_rule("sagemaker", "CreateEndpointConfig")
def models_of_serverless(context: "Context") -> str | None:
    """SageMaker Developer Guide, "Serverless Inference": no VPC, isolation, models by prefix."""
    for variant in context.params["ProductionVariants"]:
        model = context.backend()._models.get(variant.get("ModelName"))
        if model is None or "ServerlessConfig" not in variant:
            continue
        if model.vpc_config:
            return "VpcConfig is not supported for serverless endpoints."
        for container in [model.primary_container, *(model.containers or [])]:
            if container and "ModelDataSource" in container:
                return (
                    "Model with containers that use ModelDataSource cannot be used with serverless"
                    " endpoints."
                )
    return None


_INPUTS = ("DataQualityJobInput", "ModelQualityJobInput", "ModelBiasJobInput")


@account_rule(
    "sagemaker",
    "CreateDataQualityJobDefinition",
    "CreateModelQualityJobDefinition",
    "CreateModelBiasJobDefinition",
    "CreateModelExplainabilityJobDefinition",
)
def endpoint_is_there(context: "Context") -> str | None:
    """`EndpointInput`: "An endpoint in customer's account which has enabled DataCaptureConfig"."""
    for name in (*_INPUTS, "ModelExplainabilityJobInput"):
        given = (context.params.get(name) or {}).get("EndpointInput")
        if given is None:
            continue
        endpoint = context.backend().endpoints.get(given["EndpointName"])
        if endpoint is None:
            arn = context.arn(f"endpoint/{given['EndpointName']}")
            return f'Could not find endpoint "{arn}".'
        if not (endpoint.data_capture_config or {}).get("EnableCapture"):
            return f"Endpoint {given['EndpointName']} does not have data capture enabled."
    return None


@account_rule("sagemaker", "CreateInferenceComponent")
def what_a_component_runs_on(context: "Context") -> str | None:
    """CreateInferenceComponent: its endpoint, the variant on it, and the model exist."""
    params, backend = context.params, context.backend()
    endpoint = backend.endpoints.get(params["EndpointName"])
    if endpoint is None:
        return f'Could not find endpoint "{context.arn("endpoint/" + params["EndpointName"])}".'
    configuration = backend.endpoint_configs.get(endpoint.endpoint_config_name)
    variants = [v["VariantName"] for v in getattr(configuration, "production_variants", [])]
    if variants and params.get("VariantName", variants[0]) not in variants:
        return f"Could not find variant {params['VariantName']} on the endpoint."
    model = params.get("Specification", {}).get("ModelName")
    if model is not None and model not in backend._models:
        return f'Could not find model "{context.arn("model/" + model)}".'
    return None
