from tests.sandbox.account.corrections.support import (
    IMAGE,
    ROLE,
    network,
    refused,
    serving,
    variant,
)
from tests.sandbox.account.level_0 import Clients

ARN = "arn:aws:sagemaker:eu-west-1:000000000000:"


def test_a_second_thing_of_the_same_name_is_refused_in_awss_words(clients: Clients) -> None:
    sm = clients.sagemaker
    serving(sm, "twice")
    sm.create_endpoint(EndpointName="twice", EndpointConfigName="twice")
    sm.create_model_package_group(ModelPackageGroupName="twice")
    said = [
        refused(
            sm.create_model,
            ModelName="twice",
            ExecutionRoleArn=ROLE,
            PrimaryContainer={"Image": IMAGE},
        ),
        refused(
            sm.create_endpoint_config,
            EndpointConfigName="twice",
            ProductionVariants=[variant("twice")],
        ),
        refused(sm.create_endpoint, EndpointName="twice", EndpointConfigName="twice"),
        refused(sm.create_model_package_group, ModelPackageGroupName="twice"),
    ]
    assert [text for _, text in said] == [
        f'Cannot create already existing model "{ARN}model/twice".',
        f'Cannot create already existing endpoint configuration "{ARN}endpoint-config/twice".',
        f'Cannot create already existing endpoint "{ARN}endpoint/twice".',
        f"Model Package Group already exists: {ARN}model-package-group/twice",
    ]
    assert {code for code, _ in said} == {"ValidationException"}


def test_a_second_domain_of_the_same_name_is_refused(clients: Clients) -> None:
    domain = {
        "DomainName": "twice",
        "AuthMode": "IAM",
        "DefaultUserSettings": {"ExecutionRole": ROLE},
        **network(clients.ec2),
    }
    clients.sagemaker.create_domain(**domain)
    assert refused(clients.sagemaker.create_domain, **domain)[0] == "ResourceInUse"


def test_moto_itself_refuses_a_second_launch_template(clients: Clients) -> None:
    template = {"LaunchTemplateName": "twice", "LaunchTemplateData": {"InstanceType": "g5.xlarge"}}
    clients.ec2.create_launch_template(**template)
    code, _ = refused(clients.ec2.create_launch_template, **template)
    assert code == "InvalidLaunchTemplateName.AlreadyExistsException"
