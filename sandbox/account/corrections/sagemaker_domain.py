"""moto derives a domain's id from its name, in forms that AWS does not allow."""

from typing import Any

from moto.moto_api._internal import mock_random

from sandbox.account.context import Context
from sandbox.account.corrections import after_call


@after_call("sagemaker", "CreateDomain")
def random_id(context: Context, result: dict[str, Any]) -> None:
    """Give the domain an id and what AWS builds from it."""
    domains = context.backend().domains
    old = result["DomainArn"].split("/")[-1]
    domain = domains.pop(old)
    key = mock_random.get_random_string(12, lower_case=True)
    domain.id = f"d-{key}"
    domain.arn = context.arn(f"domain/{domain.id}")
    domain.url = f"https://{domain.id}.studio.{context.region}.sagemaker.aws"
    domain.home_efs_file_system_id = f"fs-{mock_random.get_random_hex(17)}"
    domain.security_group_id_for_domain_boundary = f"sg-{mock_random.get_random_hex(17)}"
    domain.single_sign_on_managed_application_instance_id = None
    domain.single_sign_on_managed_application_arn = None
    domains[domain.id] = domain
    result.update({"DomainArn": domain.arn, "DomainId": domain.id, "Url": domain.url})
