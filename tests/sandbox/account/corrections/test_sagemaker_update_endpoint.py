from tests.sandbox.account.corrections.support import refused, serving, variant
from tests.sandbox.account.level_0 import Clients


def test_an_update_deploys_another_configuration(clients: Clients) -> None:
    sm = clients.sagemaker
    serving(sm, "first")
    serving(sm, "second")
    sm.create_endpoint(EndpointName="moves", EndpointConfigName="first")
    code, text = refused(sm.update_endpoint, EndpointName="moves", EndpointConfigName="absent")
    assert (code, 'Could not find endpoint configuration "' in text) == (
        "ValidationException",
        True,
    )
    code, text = refused(sm.update_endpoint, EndpointName="absent", EndpointConfigName="first")
    assert 'Could not find endpoint "' in text
    sm.update_endpoint(EndpointName="moves", EndpointConfigName="second")
    shown = sm.describe_endpoint(EndpointName="moves")
    assert (shown["EndpointConfigName"], shown["EndpointStatus"]) == ("second", "InService")


def test_scaling_stands_in_the_way_of_another_instance_type_but_not_of_another_model(
    clients: Clients,
) -> None:
    sm, scaling = clients.sagemaker, clients.application_autoscaling
    serving(sm, "small")
    serving(sm, "large", InstanceType="ml.m6i.xlarge")
    serving(sm, "as-small")
    sm.create_endpoint(EndpointName="scales", EndpointConfigName="small")
    target = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": "endpoint/scales/variant/main",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
    }
    scaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=2)
    sm.update_endpoint(EndpointName="scales", EndpointConfigName="as-small")
    code, text = refused(sm.update_endpoint, EndpointName="scales", EndpointConfigName="large")
    assert (code, "deregister it" in text) == ("ValidationException", True)
    scaling.deregister_scalable_target(**target)
    sm.update_endpoint(EndpointName="scales", EndpointConfigName="large")


def test_an_endpoint_gets_instances_but_never_loses_them_or_its_queue(clients: Clients) -> None:
    sm = clients.sagemaker
    serving(sm, "on-instances")
    model = {"VariantName": "main", "ModelName": "on-instances"}
    sm.create_endpoint_config(
        EndpointConfigName="on-demand",
        ProductionVariants=[
            {**model, "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}}
        ],
    )
    sm.create_endpoint_config(
        EndpointConfigName="queued",
        ProductionVariants=[variant("on-instances")],
        AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://answers/x"}},
    )
    sm.create_endpoint(EndpointName="grows", EndpointConfigName="on-demand")
    sm.update_endpoint(EndpointName="grows", EndpointConfigName="on-instances")
    for config, words in (("on-demand", "cannot be made serverless"), ("queued", "added to")):
        code, text = refused(sm.update_endpoint, EndpointName="grows", EndpointConfigName=config)
        assert (code, words in text) == ("ValidationException", True)
    sm.create_endpoint(EndpointName="waits", EndpointConfigName="queued")
    code, text = refused(
        sm.update_endpoint, EndpointName="waits", EndpointConfigName="on-instances"
    )
    assert text == "The AsyncInferenceConfig parameter cannot be removed from this endpoint waits."


def test_an_endpoint_is_updated_though_its_configuration_is_gone(clients: Clients) -> None:
    sm = clients.sagemaker
    for name in ("before", "after"):
        serving(sm, name)
    sm.create_endpoint(EndpointName="outlives", EndpointConfigName="before")
    sm.delete_endpoint_config(EndpointConfigName="before")
    sm.update_endpoint(EndpointName="outlives", EndpointConfigName="after")
    assert sm.describe_endpoint(EndpointName="outlives")["EndpointConfigName"] == "after"
