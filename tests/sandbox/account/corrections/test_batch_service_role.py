from tests.sandbox.account.level_0 import Clients


def test_batch_needs_no_service_role_of_ones_own(clients: Clients) -> None:
    clients.batch.create_compute_environment(
        computeEnvironmentName="own", type="UNMANAGED", state="ENABLED"
    )
    (shown,) = clients.batch.describe_compute_environments(computeEnvironments=["own"])[
        "computeEnvironments"
    ]
    assert shown["serviceRole"].endswith("AWSServiceRoleForBatch")
    roles = clients.iam.list_roles()["Roles"]
    assert "AWSServiceRoleForBatch" not in {role["RoleName"] for role in roles}
