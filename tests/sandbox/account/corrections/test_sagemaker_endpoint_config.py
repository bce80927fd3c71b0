import pytest

from sandbox.service_model import service_model
from tests.sandbox.account.corrections.support import ROLE, refused, serving, variant
from tests.sandbox.account.level_0 import Clients


def test_every_instance_type_of_the_model_is_taken(clients: Clients) -> None:
    sagemaker = clients.sagemaker
    serving(sagemaker, "types")
    shape = service_model("sagemaker").shape_for("ProductionVariantInstanceType")
    types: list[str] = getattr(shape, "enum")  # noqa: B009 botocore's shapes are untyped
    for number, instance_type in enumerate(types[:: len(types) // 12]):
        sagemaker.create_endpoint_config(
            EndpointConfigName=f"types-{number}",
            ProductionVariants=[variant("types", InstanceType=instance_type)],
        )


def test_a_variant_for_inference_components_needs_a_role(clients: Clients) -> None:
    create = clients.sagemaker.create_endpoint_config
    variants = [{k: v for k, v in variant("").items() if k != "ModelName"}]
    code, text = refused(create, EndpointConfigName="ic", ProductionVariants=variants)
    assert (code, "ExecutionRoleArn" in text) == ("ValidationException", True)
    create(EndpointConfigName="ic", ProductionVariants=variants, ExecutionRoleArn=ROLE)


@pytest.mark.parametrize("model", ["absent"])
def test_a_model_that_does_not_exist_is_still_refused(clients: Clients, model: str) -> None:
    create = clients.sagemaker.create_endpoint_config
    code, text = refused(create, EndpointConfigName="x", ProductionVariants=[variant(model)])
    assert (code, "Could not find model" in text) == ("ValidationException", True)


def test_a_notebook_runs_on_instances_of_later_generations(clients: Clients) -> None:
    clients.sagemaker.create_notebook_instance(
        NotebookInstanceName="late", InstanceType="ml.m6i.xlarge", RoleArn=ROLE
    )
    shown = clients.sagemaker.describe_notebook_instance(NotebookInstanceName="late")
    assert shown["InstanceType"] == "ml.m6i.xlarge"
