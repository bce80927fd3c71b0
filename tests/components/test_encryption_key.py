import pytest

from components.encryption_key import EncryptionKey
from components.errors import InputError
from tests.components.support import declare, only, statements

KEY = "aws:kms/key:Key"


def test_rotates_yearly_and_waits_thirty_days_before_deletion():
    key = only(declare(lambda: EncryptionKey("fraud-dev-key", {})), KEY)
    assert key.inputs["enableKeyRotation"] is True
    assert key.inputs["deletionWindowInDays"] == 30


def test_only_this_account_may_use_the_key():
    key = only(declare(lambda: EncryptionKey("fraud-dev-key", {})), KEY)
    for statement in statements(key.inputs["policy"]):
        text = str(statement)
        assert "000000000000" in text, statement["Sid"]


def test_adopts_an_existing_key_and_creates_none():
    arn = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
    plan = declare(lambda: EncryptionKey("fraud-dev-key", {"key_arn": arn}))
    assert plan.of_type(KEY) == ()
    assert only(plan, "stepwell:index:EncryptionKey").outputs == {"key_arn": arn}


def test_rejects_a_window_that_kms_refuses():
    with pytest.raises(InputError) as error:
        declare(lambda: EncryptionKey("k", {"deletion_window_days": 3}))
    assert str(error.value) == "encryption_key.deletion_window_days: must be 7 to 30 days, got 3"


def test_lists_every_problem_at_once():
    with pytest.raises(InputError) as error:
        declare(lambda: EncryptionKey("k", {"key_arn": "mine", "deletion_window_days": 40}))
    assert [p.field for p in error.value.problems] == [
        "deletion_window_days",
        "key_arn",
        "deletion_window_days",
    ]


def test_events_reach_encrypted_topics_and_queues_although_eventbridge_names_no_source_account():
    key = only(declare(lambda: EncryptionKey("fraud-dev-key", {})), KEY)
    of_events = [
        s for s in statements(key.inputs["policy"]) if "events.amazonaws.com" in str(s["Principal"])
    ]
    assert [s["Condition"] for s in of_events] == [
        {
            "ArnLike": {
                f"kms:EncryptionContext:aws:{service}": f"arn:aws:{name}:eu-west-1:000000000000:*"
            }
        }
        for service, name in (("sns:topicArn", "sns"), ("sqs:arn", "sqs"))
    ]


def test_rejects_an_alias_because_policies_name_the_key_itself():
    alias = "arn:aws:kms:eu-west-1:000000000000:alias/mine"
    problems = list(EncryptionKey.problems({"key_arn": alias}))
    assert [str(p) for p in problems] == [
        f"key_arn: must be the ARN of a KMS key and no alias, got {alias!r}"
    ]


def test_the_engine_does_not_delete_the_key_unless_told_that_data_may_go():
    assert only(declare(lambda: EncryptionKey("k", {})), KEY).protect
    assert not only(declare(lambda: EncryptionKey("k", {"protect_data": False})), KEY).protect
