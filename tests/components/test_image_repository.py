import json
from typing import Any, cast

import pytest

from components.errors import InputError
from components.image_repository import ImageRepository, ImageRepositoryArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

REPOSITORY = "aws:ecr/repository:Repository"
LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1"


def plan_with(**more: Any) -> Plan:
    base = {"prefix": "fraud-dev", "repository": "training", "kms_key_arn": KEY}
    args = cast(ImageRepositoryArgs, {**base, **more})
    return declared(ImageRepository, "image", args)


def test_has_a_name_that_build_scripts_can_know():
    assert only(plan_with(), REPOSITORY).inputs["name"] == "fraud-dev/training"


def test_tags_never_move_and_every_push_is_scanned():
    repository = only(plan_with(), REPOSITORY).inputs
    assert repository["imageTagMutability"] == "IMMUTABLE"
    assert repository["imageScanningConfiguration"] == {"scanOnPush": True}


def test_images_are_encrypted_with_the_key_of_the_stack():
    repository = only(plan_with(), REPOSITORY).inputs
    assert repository["encryptionConfigurations"] == [{"encryptionType": "KMS", "kmsKey": KEY}]


def test_untagged_images_go_after_two_weeks_and_all_but_the_newest_hundred():
    untagged, surplus = json.loads(only(plan_with(), LIFECYCLE).inputs["policy"])["rules"]
    assert untagged["selection"]["tagStatus"] == "untagged"
    assert untagged["selection"]["countNumber"] == 14
    assert surplus["selection"] == {
        "tagStatus": "any",
        "countType": "imageCountMoreThan",
        "countNumber": 100,
    }
    assert untagged["rulePriority"] < surplus["rulePriority"]


def test_what_is_kept_follows_the_settings():
    plan = plan_with(kept_images=7, untagged_retention_days=3)
    rules = json.loads(only(plan, LIFECYCLE).inputs["policy"])["rules"]
    assert [rule["selection"]["countNumber"] for rule in rules] == [3, 7]


def test_no_other_account_may_pull_unless_it_is_named():
    assert plan_with().of_type(POLICY) == ()
    plan = plan_with(reader_accounts=["222222222222", "111111111111"])
    (statement,) = statements(only(plan, POLICY).inputs["policy"])
    assert statement["Principal"]["AWS"] == [
        "arn:aws:iam::111111111111:root",
        "arn:aws:iam::222222222222:root",
    ]
    assert not any("Put" in action or "*" in action for action in statement["Action"])


def test_images_are_protected_unless_the_environment_must_be_destroyable():
    kept, loose = only(plan_with(), REPOSITORY), only(plan_with(protect_data=False), REPOSITORY)
    assert (kept.protect, kept.inputs["forceDelete"]) == (True, False)
    assert (loose.protect, loose.inputs["forceDelete"]) == (False, True)


def test_adopts_a_repository_of_another_account_and_creates_nothing():
    url = "111111111111.dkr.ecr.eu-central-1.amazonaws.com/shared/training"
    plan = plan_with(repository_url=url)
    assert [r.type for r in plan if r.custom] == []
    assert only(plan, "stepwell:index:ImageRepository").outputs == {
        "repository_url": url,
        "repository_arn": "arn:aws:ecr:eu-central-1:111111111111:repository/shared/training",
        "repository_name": "shared/training",
    }


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            {"repository_url": "docker.io/library/python", "kept_images": 5},
            [
                "images.training.repository_url: must be "
                "<account>.dkr.ecr.<region>.amazonaws.com/<name>, got 'docker.io/library/python'",
                "images.training.kept_images: must be left out when repository_url adopts one, "
                "got 5",
            ],
        ),
        (
            {"repository_url": "111111111111.dkr.ecr.eu-west-1.amazonaws.com/a:latest"},
            [
                "images.training.repository_url: must be "
                "<account>.dkr.ecr.<region>.amazonaws.com/<name>, "
                "got '111111111111.dkr.ecr.eu-west-1.amazonaws.com/a:latest'"
            ],
        ),
        (
            {"reader_accounts": ["prod", "111111111111", "111111111111"]},
            [
                "images.training.reader_accounts[0]: must be a 12-digit AWS account id, got 'prod'",
                "images.training.reader_accounts[2]: must be listed once, got '111111111111' again",
            ],
        ),
        (
            {"kept_images": 0, "untagged_retention_days": 0},
            [
                "images.training.kept_images: must be at least 1 image, got 0",
                "images.training.untagged_retention_days: must be at least 1 day, got 0",
            ],
        ),
    ],
)
def test_rejects_contradictions(settings: dict[str, Any], expected: list[str]):
    with pytest.raises(InputError) as error:
        plan_with(**settings)
    assert str(error.value).splitlines() == expected
