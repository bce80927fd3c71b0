import json

import pytest

from plan.plan import UNKNOWN
from policies.document import statements
from policies.props import Props, Undecided, Unusable
from policies.testing import resource


def read(policy: object):
    return list(statements(Props(resource("aws:iam/policy:Policy", policy=policy)), "policy"))


def one(**statement: object):
    return read(json.dumps({"Statement": {"Effect": "Allow", **statement}}))[0]


def test_one_or_many_is_the_same():
    found = one(Action="s3:GetObject", Resource=["a", "b"], Principal={"Service": "x"})
    assert found.actions == ("s3:getobject",)
    assert found.resources == ("a", "b")
    assert found.principals == {"Service": ("x",)}
    assert found.label == "#1"


def test_keys_of_conditions_are_compared_as_iam_does():
    found = one(Condition={"Bool": {"AWS:SecureTransport": False}})
    assert found.conditions == {"bool": {"aws:securetransport": ("false",)}}


def test_everybody_is_a_principal_like_others():
    assert one(Principal="*").principals == {"*": ("*",)}


def test_an_object_is_read_like_its_text():
    assert read({"Statement": [{"Effect": "Deny", "NotAction": "*"}]})[0].not_actions == ("*",)
    assert read(None) == []


@pytest.mark.parametrize(
    ("policy", "path"),
    [
        (UNKNOWN, "policy"),
        ("<<document#json>>", "policy"),
        ('{"Statement": {"Effect": "<<a#b>>"}}', "policy.Statement[0].Effect"),
        ('{"Statement": {"Effect": "Allow", "Action": "<<a#b>>"}}', "policy.Statement[0].Action"),
        ({"Statement": [{"Effect": "Allow", "Resource": UNKNOWN}]}, "policy.Statement[0].Resource"),
    ],
)
def test_what_decides_and_is_not_known_leaves_the_rule_undecided(policy, path):
    with pytest.raises(Undecided, match=path.replace("[", r"\[")):
        read(policy)


def test_a_resource_that_aws_names_is_known_to_be_one():
    assert one(Action="s3:*", Resource="<<raw#arn>>/*").resources == ("<<raw#arn>>/*",)


@pytest.mark.parametrize("policy", ["not json", "[1]", 3])
def test_what_is_no_policy_is_an_error_that_says_so(policy):
    with pytest.raises(Unusable, match=r"^policy: must be a policy document"):
        read(policy)
