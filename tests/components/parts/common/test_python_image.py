import pytest

from components.parts.common.ecr_image import EcrImage
from components.parts.common.python_image import NoImageError, python_image


def test_the_image_lies_in_the_account_of_its_region():
    image = EcrImage.of(python_image("us-west-2"))
    assert image is not None
    assert (image.account_id, image.repository) == ("246618743249", "sagemaker-scikit-learn")


def test_china_has_another_domain():
    assert ".amazonaws.com.cn/" in python_image("cn-north-1")


def test_a_region_without_the_image_says_what_to_do():
    with pytest.raises(NoImageError) as error:
        python_image("xx-moon-1")
    assert str(error.value) == (
        "image_uri: must be given in a region without AWS's image of scikit-learn, "
        "got region xx-moon-1"
    )
