import re

from tests.sandbox.account.corrections.support import ROLE, network
from tests.sandbox.account.level_0 import Clients


def test_a_domain_has_an_id_of_awss_form(clients: Clients) -> None:
    arn = clients.sagemaker.create_domain(
        DomainName="Fraud",
        AuthMode="IAM",
        DefaultUserSettings={"ExecutionRole": ROLE},
        **network(clients.ec2),
    )["DomainArn"]
    domain = arn.split("/")[1]
    assert re.fullmatch("d-[a-z0-9]{12}", domain)
    shown = clients.sagemaker.describe_domain(DomainId=domain)
    assert (shown["DomainArn"], shown["DomainId"], shown["DomainName"]) == (arn, domain, "Fraud")
    assert shown["Url"].startswith(f"https://{domain}.studio.eu-west-1.")
    clients.sagemaker.delete_domain(DomainId=domain)
