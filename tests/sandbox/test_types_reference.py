import pytest

from sandbox.provider.tables import resource_types
from sandbox.types_reference import answered_by, types_reference
from tests.sandbox.provider.test_resources import NOT_BY_ID_ALONE

PAGE = types_reference()
ROWS = {line.split("`")[1]: line.split(" | ") for line in PAGE.splitlines() if line[:3] == "| `"}


@pytest.mark.parametrize(
    ("service", "operation", "by"),
    [
        ("kms", "CreateKey", "moto"),
        ("batch", "DescribeJobQueues", "moto"),  # moto leaves the underscores out
        ("s3", "PutBucketVersioning", "moto"),  # no method of moto's has this name
        ("lambda", "GetFunction", "correction"),
        ("sagemaker", "DeleteModelPackageGroup", "correction"),  # by a row
        ("sagemaker", "CreateSpace", "fallback"),
        ("sagemaker", "CreateFeatureGroup", "fallback"),  # though moto has it
        ("chatbot", "CreateSlackChannelConfiguration", "fallback"),  # no such service in moto
    ],
)
def test_who_answers_is_told_from_the_sources(service: str, operation: str, by: str) -> None:
    assert answered_by(service, operation) == by


def test_every_type_has_its_row() -> None:
    assert set(ROWS) == {token.removeprefix("aws:") for token in resource_types()}


def test_what_cannot_be_imported_by_its_id_is_marked() -> None:
    assert {type_ for type_, cells in ROWS.items() if cells[5] == "-"} == NOT_BY_ID_ALONE


def test_a_row_says_what_is_refused_kept_and_replaced() -> None:
    _, create, _, _, _, imported, not_modelled, replaces = ROWS["s3/bucket:Bucket"]
    assert (create, imported) == ("CreateBucket", "`{bucket}`")
    assert "`acl`" in not_modelled.split("*kept*")[0]
    assert "`forceDestroy`" in not_modelled.split("*kept*")[1]
    assert "`bucketPrefix`" in replaces
