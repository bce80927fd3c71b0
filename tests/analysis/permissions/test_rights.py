"""What the rights of a plan are limited to."""

from typing import Any

import pytest

from analysis.permissions.document import MANAGED_CHARACTERS, documents, size, statements
from analysis.permissions.rights import Right, UnknownTypes, rights
from analysis.permissions.stack import StackFacts
from analysis.permissions.state import StateBackend, state_rights
from plan.plan import Plan, Resource

FACTS = StackFacts("fraud-dev", "fraud", "dev", "eu-west-1", "111111111111")
BOUNDARY = "stepwell:index:PermissionsBoundary$aws:iam/policy:Policy"
OWN = {"aws:ResourceTag/team": "fraud", "aws:ResourceTag/environment": "dev"}


def resource(type_: str, name: str, /, *, under: str = "", **inputs: Any) -> Resource:
    urn = f"urn:pulumi:fraud-dev::stepwell::{under or type_}::{name}"
    return Resource(urn=urn, type=type_, name=name, inputs=inputs)


def found(*resources: Resource, command: str = "up", facts: StackFacts = FACTS) -> list[Any]:
    return statements(rights(Plan("fraud-dev", "stepwell", resources), facts, command))


def only(action: str, *resources: Resource, facts: StackFacts = FACTS) -> Any:
    own = [s for s in found(*resources, facts=facts) if action in [s["Action"], *s["Action"]]]
    assert len(own) == 1
    return own[0]


def bucket(**inputs: Any) -> Resource:
    return resource("aws:s3/bucket:Bucket", "fraud-dev-lake-raw", **inputs)


def test_names_of_the_stack_become_one_pattern():
    second = resource("aws:s3/bucket:Bucket", "fraud-dev-lake-curated")
    assert only("s3:CreateBucket", bucket(), second)["Resource"] == "arn:aws:s3:::fraud-dev-*"


def test_a_name_without_the_prefix_stands_for_itself():
    adopted = resource("aws:s3/bucketPolicy:BucketPolicy", "fraud-dev-policy", bucket="acme-data")
    assert only("s3:PutBucketPolicy", adopted)["Resource"] == "arn:aws:s3:::acme-data"


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("/aws/sagemaker/Endpoints/fraud-dev-scorer", "/aws/sagemaker/Endpoints/fraud-dev-*"),
        ("/fraud-dev/jobs", "/fraud-dev/*"),
        ("/fraud-development/jobs", "/fraud-development/jobs"),
    ],
)
def test_the_prefix_is_found_in_the_middle_of_a_name(name, pattern):
    group = resource("aws:cloudwatch/logGroup:LogGroup", "fraud-dev-logs", name=name)
    arns = only("logs:CreateLogGroup", group)["Resource"]
    start = "arn:aws:logs:eu-west-1:111111111111:log-group:"
    assert f"{start}{pattern}" in ([arns] if isinstance(arns, str) else arns)


def test_what_has_an_id_is_told_by_tags():
    group = resource("aws:ec2/securityGroup:SecurityGroup", "fraud-dev-group", vpcId="<<v#id>>")
    statement = only("ec2:DeleteSecurityGroup", group)
    assert statement["Condition"] == {"StringEquals": OWN}


def test_what_a_setting_names_by_id_needs_no_tags_of_the_stack():
    group = resource("aws:ec2/securityGroup:SecurityGroup", "fraud-dev-group", vpcId="vpc-0a1b")
    free = [s for s in found(group) if "ec2:CreateSecurityGroup" in s["Action"]]
    assert [s["Resource"] for s in free if "Condition" not in s] == [
        "arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-0a1b"
    ]


def test_a_role_is_made_under_the_boundary_of_the_stack_only():
    policy = resource("aws:iam/policy:Policy", "fraud-dev-boundary-policy", under=BOUNDARY)
    mark = "<<fraud-dev-boundary-policy#arn>>"
    role = resource("aws:iam/role:Role", "fraud-dev-jobs", permissionsBoundary=mark)
    start = "arn:aws:iam::111111111111:policy/fraud-dev-boundary-policy-"
    assert only("iam:CreateRole", policy, role)["Condition"] == {
        "ArnLike": {"iam:PermissionsBoundary": f"{start}*"}
    }
    pinned = StackFacts("fraud-dev", "fraud", "dev", "eu-west-1", "111111111111", f"{start}1a2b")
    assert only("iam:CreateRole", policy, role, facts=pinned)["Condition"] == {
        "StringEquals": {"iam:PermissionsBoundary": f"{start}1a2b"}
    }


def test_a_role_is_handed_to_the_services_that_use_it_only():
    role = resource("aws:iam/role:Role", "fraud-dev-jobs")
    function = resource(
        "aws:lambda/function:Function", "fraud-dev-f", role="<<fraud-dev-jobs#arn>>"
    )
    statement = only("iam:PassRole", role, function)
    assert statement["Resource"] == "arn:aws:iam::111111111111:role/fraud-dev-*"
    services = {"iam:PassedToService": "lambda.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": services}


@pytest.mark.parametrize("command", ["preview", "refresh"])
def test_looking_changes_nothing(command):
    verbs = ("s3:Get", "s3:List")
    actions = [a for s in found(bucket(), command=command) for a in s["Action"]]
    assert actions
    assert all(action.startswith(verbs) for action in actions)


def test_destroying_makes_nothing():
    actions = {a for s in found(bucket(), command="destroy") for a in s["Action"]}
    assert "s3:DeleteBucket" in actions
    assert "s3:CreateBucket" not in actions


def test_objects_are_deleted_only_where_the_program_says_so():
    def deletes(forced: bool) -> bool:
        listed = found(bucket(forceDestroy=forced))
        return any("s3:DeleteObject" in s["Action"] for s in listed)

    assert [deletes(True), deletes(False)] == [True, False]


def test_types_without_an_entry_are_named_all_at_once():
    with pytest.raises(UnknownTypes) as error:
        found(resource("aws:acme/b:B", "b"), resource("aws:acme/a:A", "a"))
    assert str(error.value) == "aws:acme/a:A, aws:acme/b:B"


def test_documents_keep_to_the_size_that_iam_takes():
    many = [Right("s3:GetObject", f"arn:aws:s3:::{i:0>60}", (), "b") for i in range(400)]
    made = documents(statements(many))
    assert len(made) > 1
    assert all(size(document) <= MANAGED_CHARACTERS for document in made)
    kept = [arn for d in made for s in d["Statement"] for arn in s["Resource"]]
    assert sorted(kept) == [right.on for right in many]


def test_the_state_of_other_stacks_stays_closed():
    backend = StateBackend("acme-state")
    made = statements(state_rights(backend, FACTS, "up"))
    assert {arn for s in made if "s3:PutObject" in s["Action"] for arn in s["Resource"]} == {
        f"arn:aws:s3:::acme-state/.pulumi/{path}"
        for path in (
            "backups/stepwell/fraud-dev/*",
            "history/stepwell/fraud-dev/*",
            "locks/organization/stepwell/fraud-dev/*",
            "stacks/stepwell/fraud-dev.json*",
        )
    }
    read = statements(state_rights(backend, FACTS, "preview"))
    assert not any("PutObject" in str(s["Action"]) for s in read)
