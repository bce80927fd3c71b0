from tests.sandbox.account.corrections.support import serving
from tests.sandbox.account.level_0 import Clients


def test_models_are_listed_by_a_part_of_their_name(clients: Clients) -> None:
    sagemaker = clients.sagemaker
    for name in ("trial-1", "served"):
        serving(sagemaker, name)
    every = {model["ModelName"] for model in sagemaker.list_models()["Models"]}
    listed = {model["ModelName"] for model in sagemaker.list_models(NameContains="Trial")["Models"]}
    assert listed == {name for name in every if "trial" in name} < every
