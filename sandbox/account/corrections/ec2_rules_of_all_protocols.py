"""moto wants ports to change a rule of all protocols, where AWS knows none."""

from typing import Any

from moto.ec2.models.security_groups import SecurityGroupBackend

from sandbox.account.corrections import replace

_modify: Any = SecurityGroupBackend.modify_security_group_rules


def _without_ports(self: Any, group_id: str, rules: dict[str, dict[str, Any]]) -> None:
    all_ports = {"FromPort": -1, "ToPort": -1}
    filled = {
        rule_id: {**all_ports, **rule} if str(rule.get("IpProtocol")) == "-1" else rule
        for rule_id, rule in rules.items()
    }
    _modify(self, group_id, filled)


replace(SecurityGroupBackend, "modify_security_group_rules", _without_ports)
