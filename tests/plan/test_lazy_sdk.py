import importlib
import sys

import pytest

from plan.lazy_sdk import load_what_is_named

load_what_is_named()


def parts(service: str) -> set[str]:
    """Files of a service of the SDK that were run."""
    return {name.split(".")[2] for name in sys.modules if name.startswith(f"pulumi_aws.{service}.")}


def test_only_the_file_of_a_resource_is_run():
    transfer = importlib.import_module("pulumi_aws.transfer")
    assert parts("transfer") == set()
    assert transfer.Server.__module__ == "pulumi_aws.transfer.server"
    assert transfer.get_server.__module__ == "pulumi_aws.transfer.get_server"
    assert parts("transfer") <= {"server", "get_server", "_inputs", "outputs", "_enums"}


def test_a_name_that_no_file_has_loads_the_service():
    amp = importlib.import_module("pulumi_aws.amp")
    workspace = amp.Workspace
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        amp.Nothing  # noqa: B018 to ask is the point
    assert "rule_group_namespace" in parts("amp")
    assert amp.Workspace is workspace


def test_who_takes_all_gets_all():
    taken = dict[str, object]()
    exec("from pulumi_aws.acmpca import *", taken)
    assert {"Certificate", "CertificateAuthority", "get_certificate", "PermissionArgs"} <= set(
        taken
    )


def test_nested_inputs_are_found_without_the_rest():
    ecs = importlib.import_module("pulumi_aws.appmesh")
    assert ecs.MeshSpecArgs.__module__ == "pulumi_aws.appmesh._inputs"
    assert "gateway_route" not in parts("appmesh")


def test_a_class_is_the_one_that_the_whole_service_has():
    backup = importlib.import_module("pulumi_aws.backup")
    early = {name: getattr(backup, name) for name in ("Vault", "PlanRuleArgs", "get_vault")}
    exec("from pulumi_aws.backup import *", dict[str, object]())
    assert early == {name: vars(backup)[name] for name in early}
