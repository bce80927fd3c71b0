"""What a request names and the account must have: `references.toml`, asked by the account alone.

Nothing is known of other accounts, and what AWS makes itself counts as there. Sources: IAM User
Guide, "AWS JSON policy elements: Principal"; Lambda Developer Guide, "Giving Lambda functions
access to resources in an Amazon VPC"; CreateDomain and `VpcConfig` of SageMaker.
"""

import functools
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

import jmespath

from sandbox.rules.policy_documents import services, statements

if TYPE_CHECKING:
    from sandbox.account.context import Context

Row = Mapping[str, str]


def missing_references(context: "Context") -> Iterator[tuple[str, str]]:
    """Code and text of what is said against a request that names what is not there."""
    for kind, row in _rows().get((context.call.service, context.call.name), ()):
        found: Any = jmespath.search(row["at"], context.params)
        for named in found if isinstance(found, list) else [found]:
            lacks = _KINDS[kind](context, named) if named else None
            if lacks:
                yield row["code"], row["message"].replace("{}", lacks)


@functools.cache
def _rows() -> Mapping[tuple[str, str], list[tuple[str, Row]]]:
    """Rows with their kind, by service and operation."""
    text = (resources.files("sandbox.rules") / "references.toml").read_text(encoding="utf-8")
    found = dict[tuple[str, str], list[tuple[str, Row]]]()
    for kind, rows in tomllib.loads(text).items():
        for row in rows:
            service, *operations = row["calls"].split()
            for operation in operations:
                found.setdefault((service, operation), []).append((kind, row))
    return found


def _principal(context: "Context", named: str) -> str | None:
    """Role or user of this account that a policy names, or that is named by its ARN alone."""
    from moto.backends import get_backend

    own = rf"arn:[\w-]+:iam::{context.account}:(role|user)/(?!aws-service-role/|aws-reserved/).+"
    policy = statements(named)
    names = {n for s in policy for element in _ELEMENTS for n in services(s, element)} or {named}
    asked = sorted(name for name in names if re.fullmatch(own, name))
    partitions = get_backend("iam")[context.account].values() if asked else ()
    there = {t.arn for iam in partitions for t in (*iam.roles.values(), *iam.users.values())}
    return next((name for name in asked if name not in there), None)


_ELEMENTS = ("Principal", "NotPrincipal")
_NETWORKS = {"subnet": "subnet ID", "sg": "security group", "vpc": "vpc ID"}


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


def _policy(context: "Context", named: str) -> str | None:
    """A managed policy of this account."""
    own = named.split(":")[4] == context.account
    return named if own and named not in context.backend("iam").managed_policies else None


def _key(context: "Context", named: str) -> str | None:
    """A KMS key by its id, its alias or the ARN of either; AWS makes those of its own services."""
    name = named.split(":")[-1].removeprefix("key/")
    if _elsewhere(context, named) or name.startswith("alias/aws/"):
        return None
    kms = context.backend("kms")
    return None if name in kms.keys or kms.alias_exists(name) else named


def _target(context: "Context", named: str) -> str | None:
    """A queue or a topic, by its ARN."""
    service, name = named.split(":")[2], named.split(":")[-1]
    if _elsewhere(context, named) or service not in ("sqs", "sns"):
        return None
    backend = context.backend(service)
    there = name in backend.queues if service == "sqs" else named in backend.topics
    return None if there else named


def _elsewhere(context: "Context", named: str) -> bool:
    """Whether an ARN is of another account or region."""
    here = [context.region, context.account]
    return named.startswith("arn:") and named.split(":")[3:5] != here


_KINDS: Mapping[str, Callable[["Context", Any], str | None]] = {
    "principals": _principal,
    "networks": _network,
    "policies": _policy,
    "keys": _key,
    "targets": _target,
}
