from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients


def test_a_group_is_deleted_once_it_is_empty(clients: Clients) -> None:
    sm, group = clients.sagemaker, {"ModelPackageGroupName": "empty"}
    sm.create_model_package_group(**group)
    package = sm.create_model_package(**group)["ModelPackageArn"]
    assert refused(sm.delete_model_package_group, **group)[0] == "ConflictException"
    sm.delete_model_package(ModelPackageName=package)
    sm.delete_model_package_group(**group)
    assert refused(sm.describe_model_package_group, **group)[0] == "ValidationException"
    assert refused(sm.delete_model_package_group, **group)[0] == "ValidationException"
