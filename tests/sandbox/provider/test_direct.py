"""What goes to the account past the socket arrives as it would by HTTP."""

from typing import Any

import pytest

from sandbox.provider.account import Account, AccountError

KEY = "año 2026/a+b%20c_d.csv"


@pytest.fixture(params=["by HTTP", "directly"])
def line(request, account) -> Account:
    return Account(account.url, account.account if request.param == "directly" else None)


def call(line: Account, operation: str, **params: Any) -> dict[str, Any]:
    return line.call("s3", "eu-west-1", operation, params)


def test_names_metadata_and_bodies_arrive_whole(line: Account):
    bucket = {"Bucket": "direct-or-not"}
    where = {"LocationConstraint": "eu-west-1"}
    call(line, "CreateBucket", **bucket, CreateBucketConfiguration=where)
    body = bytes(range(256)) * 300
    call(line, "PutObject", **bucket, Key=KEY, Body=body, Metadata={"card_type": "debit"})
    found = call(line, "GetObject", **bucket, Key=KEY)
    assert found["Body"].read() == body
    assert found["Metadata"] == {"card_type": "debit"}
    assert call(line, "HeadObject", **bucket, Key=KEY)["ContentLength"] == len(body)
    listed = call(line, "ListObjectsV2", **bucket, Prefix="año ")
    assert [one["Key"] for one in listed["Contents"]] == [KEY]
    call(line, "DeleteObject", **bucket, Key=KEY)
    call(line, "DeleteBucket", **bucket)


def test_a_refusal_is_one(line: Account):
    with pytest.raises(AccountError, match="ListObjectsV2: NoSuchBucket"):
        call(line, "ListObjectsV2", Bucket="nobody-has-this")


def test_a_call_of_a_name_is_carried_out_once(line: Account, client):
    with line.attempt("once"):
        first = line.call("ec2", "eu-west-1", "CreateInternetGateway", {})
        second = line.call("ec2", "eu-west-1", "CreateInternetGateway", {})
    assert first == second
