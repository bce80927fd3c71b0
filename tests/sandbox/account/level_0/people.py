"""A role with its policies, its boundary and its instance profile."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.account.level_0.clients import Clients
from tests.sandbox.account.level_0.values import ALLOW, TAGS, TRUST


def create(c: Clients) -> dict[str, Any]:
    role = c.iam.create_role(RoleName="train", AssumeRolePolicyDocument=TRUST, Tags=TAGS)["Role"][
        "Arn"
    ]
    c.iam.put_role_policy(RoleName="train", PolicyName="inline", PolicyDocument=ALLOW)
    policy = c.iam.create_policy(PolicyName="boundary", PolicyDocument=ALLOW, Tags=TAGS)["Policy"][
        "Arn"
    ]
    c.iam.attach_role_policy(RoleName="train", PolicyArn=policy)
    managed = "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
    c.iam.attach_role_policy(RoleName="train", PolicyArn=managed)
    c.iam.put_role_permissions_boundary(RoleName="train", PermissionsBoundary=policy)
    profile = c.iam.create_instance_profile(InstanceProfileName="gpu")["InstanceProfile"]["Arn"]
    c.iam.add_role_to_instance_profile(InstanceProfileName="gpu", RoleName="train")
    return {"role": role, "policy": policy, "profile": profile}


def reads(c: Clients, ids: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    return {
        "role": lambda: c.iam.get_role(RoleName="train"),
        "role policy": lambda: c.iam.get_role_policy(RoleName="train", PolicyName="inline"),
        "attached": lambda: c.iam.list_attached_role_policies(RoleName="train"),
        "policy": lambda: c.iam.get_policy(PolicyArn=ids["policy"]),
        "profile": lambda: c.iam.get_instance_profile(InstanceProfileName="gpu"),
    }


def delete(c: Clients, ids: dict[str, Any]) -> None:
    c.iam.remove_role_from_instance_profile(InstanceProfileName="gpu", RoleName="train")
    c.iam.delete_instance_profile(InstanceProfileName="gpu")
    c.iam.delete_role_permissions_boundary(RoleName="train")
    for policy in c.iam.list_attached_role_policies(RoleName="train")["AttachedPolicies"]:
        c.iam.detach_role_policy(RoleName="train", PolicyArn=policy["PolicyArn"])
    c.iam.delete_role_policy(RoleName="train", PolicyName="inline")
    c.iam.delete_policy(PolicyArn=ids["policy"])
    c.iam.delete_role(RoleName="train")
