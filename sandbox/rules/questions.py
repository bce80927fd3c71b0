"""What rows ask of the account and no operation of AWS answers: each question by its name.

Nothing is known of other accounts, and what AWS makes itself counts as there. Sources: IAM User
Guide, "AWS JSON policy elements: Principal"; Lambda Developer Guide, "Giving Lambda functions
access to resources in an Amazon VPC"; CreateDomain and `VpcConfig` of SageMaker.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sandbox.account.iam.policies import principals, statements

if TYPE_CHECKING:
    from sandbox.account.context import Context

_ELEMENTS = ("Principal", "NotPrincipal")
_NETWORKS = {"subnet": "subnet ID", "sg": "security group", "vpc": "vpc ID"}


def _principal(context: "Context", named: str) -> str | None:
    """Role or user of this account that a policy names, or that is named by its ARN alone."""
    from moto.backends import get_backend

    own = rf"arn:[\w-]+:iam::{context.account}:(role|user)/(?!aws-service-role/|aws-reserved/).+"
    policy = statements(named)
    names = {n for s in policy for element in _ELEMENTS for n in principals(s, element)} or {named}
    asked = sorted(name for name in names if re.fullmatch(own, name))
    partitions = get_backend("iam")[context.account].values() if asked else ()
    there = {t.arn for iam in partitions for t in (*iam.roles.values(), *iam.users.values())}
    return next((name for name in asked if name not in there), None)


def _network(context: "Context", named: Any) -> str | None:
    """Ids of subnets, groups and VPCs, all of one VPC; another account may share its subnets."""
    from moto.backends import get_backend

    found = re.findall(rf'"((?:{"|".join(_NETWORKS)})-[0-9a-f]{{8,17}})"', json.dumps(named))
    networks = [regions[context.region] for regions in get_backend("ec2").values()]
    vpcs = {
        name: next(filter(None, (_vpc_of(ec2, name) for ec2 in networks)), "") for name in found
    }
    for name, vpc in vpcs.items():
        if not vpc:
            return f"The {_NETWORKS[name.split('-')[0]]} '{name}' does not exist"
        if vpc != vpcs[found[0]]:
            return f"{found[0]} and {name} belong to different networks."
    return None


def _vpc_of(ec2: Any, name: str) -> str | None:
    if name.startswith("vpc-"):
        return name if name in ec2.vpcs else None
    if name.startswith("sg-"):
        return getattr(ec2.get_security_group_from_id(name), "vpc_id", None)
    return next((zone[name].vpc_id for zone in ec2.subnets.values() if name in zone), None)


def _behind(context: "Context", named: str) -> list[str]:
    """What a web ACL protects, by the ACL's id."""
    acls = context.backend("wafv2").wacls.values()
    return [arn for acl in acls if acl.id == named for arn in acl.associated_resources]


QUESTIONS: Mapping[str, Callable[["Context", Any], Any]] = {
    "absent_principal": _principal,
    "absent_network": _network,
    "behind_firewall": _behind,
}
"""What `asks` may say besides operations; a row gives what it is about as `with.named`."""
