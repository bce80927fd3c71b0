import pytest

from components.errors import InputError
from components.parts.pipeline.source import published_images
from components.parts.pipeline.stack_values import chosen_group, image_address


@pytest.mark.parametrize(
    ("region", "address"),
    [
        ("eu-west-1", "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:3.0-5"),
        ("cn-north-1", "450853457545.dkr.ecr.cn-north-1.amazonaws.com.cn/sagemaker-xgboost:3.0-5"),
    ],
)
def test_each_region_pulls_from_the_account_that_aws_publishes_there(region, address):
    assert image_address("xgboost", published_images()["xgboost"], region) == address


def test_a_region_without_the_image_asks_for_one():
    with pytest.raises(InputError, match=r"images\.xgboost: must name an image"):
        image_address("xgboost", published_images()["xgboost"], "us-iso-east-1")


def test_a_group_is_known_by_the_teams_name_and_an_adopted_one_by_its_own():
    known = ["fraud-dev-churn", "legacy"]
    assert chosen_group("churn", "fraud-dev", known) == "fraud-dev-churn"
    assert chosen_group("legacy", "fraud-dev", known) == "legacy"
    assert chosen_group(None, "fraud-dev", ["legacy"]) == "legacy"
    elsewhere = "arn:aws:sagemaker:eu-west-1:271828182845:model-package-group/legacy"
    assert chosen_group(elsewhere, "fraud-dev", known) == elsewhere
    with pytest.raises(InputError, match="model_group: must be a group of the registry"):
        chosen_group(elsewhere, "fraud-dev", ["fraud-dev-churn"])
