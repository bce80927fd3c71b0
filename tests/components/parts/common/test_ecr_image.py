import pytest

from components.parts.common.ecr_image import EcrImage

HOST = "000000000000.dkr.ecr.eu-west-1.amazonaws.com"


@pytest.mark.parametrize("suffix", ["", ":1.4", "@sha256:0a1b"])
def test_takes_an_address_apart_whatever_pins_the_version(suffix):
    image = EcrImage.of(f"{HOST}/fraud-dev/serving{suffix}")
    assert image == EcrImage("000000000000", "eu-west-1", "fraud-dev/serving")


def test_names_the_repository_that_a_role_has_to_read():
    image = EcrImage.of(f"{HOST}/serving:1")
    assert image is not None
    arn = "arn:aws:ecr:eu-west-1:000000000000:repository/serving"
    assert image.repository_arn("aws") == arn


@pytest.mark.parametrize(
    "address", ["", "python:3.12", "public.ecr.aws/x/y:1", f"{HOST}/", f"https://{HOST}/x:1"]
)
def test_anything_else_is_no_image_in_ecr(address):
    assert EcrImage.of(address) is None
