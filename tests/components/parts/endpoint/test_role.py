from tests.components.endpoint_support import (
    ARTIFACT,
    ENDPOINT,
    IMAGE,
    MODEL,
    POLICY,
    allowed,
    plan_with,
)
from tests.components.support import only, statements

ROLE = "aws:iam/role:Role"


OWN = [
    "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev-*",
    "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev/*",
]
AWS_IMAGES = "arn:aws:ecr:eu-west-1:763104351884:repository/pytorch-inference"


def test_the_role_reads_the_folder_of_its_model_so_that_the_model_of_before_can_come_back():
    given = allowed(plan_with(image_uri=IMAGE, model_data_url=ARTIFACT))
    assert given["ReadTheModel"]["Resource"] == "arn:aws:s3:::models/churn/*"
    assert given["FindTheModel"]["Resource"] == "arn:aws:s3:::models"


def test_the_role_pulls_from_the_repository_of_its_image_alone():
    given = allowed(plan_with(image_uri=IMAGE))
    arn = "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev-serving"
    assert given["PullTheImage"]["Resource"] == [arn]


def test_a_registry_version_may_use_the_stacks_repositories_and_those_named():
    assert allowed(plan_with())["PullTheImage"]["Resource"] == OWN
    given = allowed(plan_with(image_repository_arns=[AWS_IMAGES]))
    assert given["PullTheImage"]["Resource"] == [*OWN, AWS_IMAGES]
    pushed = allowed(plan_with(image_uri=IMAGE, image_repository_arns=[AWS_IMAGES]))
    arn = "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev-serving"
    assert pushed["PullTheImage"]["Resource"] == [arn, AWS_IMAGES]


def test_only_an_endpoint_that_follows_a_group_pulls_what_its_pipeline_registers_with():
    registered = {"inference_image_repository_arns": [AWS_IMAGES]}
    assert allowed(plan_with(**registered))["PullTheImage"]["Resource"] == OWN
    followed = allowed(plan_with(**registered, followed=True))
    assert followed["PullTheImage"]["Resource"] == [*OWN, AWS_IMAGES]


def test_wildcard_resources_remain_only_where_aws_offers_no_other():
    wide = {a for s in allowed(plan_with()).values() if s["Resource"] == "*" for a in s["Action"]}
    assert {a for a in wide if not a.startswith("ec2:Describe")} == {
        "ecr:GetAuthorizationToken",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:PutMetricData",
    }


def test_the_role_is_bounded_and_trusts_sagemaker_for_this_account_alone():
    role = only(plan_with(permissions_boundary_arn="arn:aws:iam::0:policy/b"), ROLE).inputs
    (trust,) = statements(role["assumeRolePolicy"])
    assert role["permissionsBoundary"] == "arn:aws:iam::0:policy/b"
    assert trust["Principal"] == {"Service": ["sagemaker.amazonaws.com"]}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "000000000000"}}


def test_nothing_uses_the_role_before_it_may_do_anything():
    plan = plan_with()
    policy = only(plan, POLICY).urn
    assert policy in only(plan, MODEL).dependencies
    assert policy in only(plan, ENDPOINT).dependencies


def test_the_role_may_look_at_the_alarms_that_undo_a_deployment():
    assert allowed(plan_with())["SeeTheAlarms"]["Action"] == ["cloudwatch:DescribeAlarms"]
