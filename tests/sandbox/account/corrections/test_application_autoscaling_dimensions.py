from tests.sandbox.account.level_0 import Clients


def test_copies_of_an_inference_component_scale_down_to_none(clients: Clients) -> None:
    scaling = clients.application_autoscaling
    copies = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": "inference-component/scorer",
        "ScalableDimension": "sagemaker:inference-component:DesiredCopyCount",
    }
    scaling.register_scalable_target(**copies, MinCapacity=0, MaxCapacity=2)
    (found,) = scaling.describe_scalable_targets(
        ServiceNamespace="sagemaker", ScalableDimension=copies["ScalableDimension"]
    )["ScalableTargets"]
    assert (found["ResourceId"], found["MinCapacity"]) == ("inference-component/scorer", 0)
