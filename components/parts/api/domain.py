"""The domain name of a model API."""

import pulumi
import pulumi_aws as aws

from components.parts.api.definition import ACCESS_MODE, TLS_POLICY
from components.parts.api.settings import ApiDomainSettings


def domain_name(
    name: str,
    settings: ApiDomainSettings,
    stage: aws.apigateway.Stage,
    *,
    protect: bool,
    parent: pulumi.ComponentResource,
) -> aws.apigateway.DomainName:
    """Declare the domain name and lead it to the stage; its DNS record is the organisation's."""
    domain = aws.apigateway.DomainName(
        f"{name}-domain",
        domain_name=settings["name"],
        regional_certificate_arn=settings["certificate_arn"],
        # The API's own policy decides; AWS advises the same for both.
        security_policy=TLS_POLICY,
        endpoint_access_mode=ACCESS_MODE,
        endpoint_configuration=aws.apigateway.DomainNameEndpointConfigurationArgs(types="REGIONAL"),
        opts=pulumi.ResourceOptions(parent=parent, protect=protect),
    )
    aws.apigateway.BasePathMapping(
        f"{name}-domain-mapping",
        domain_name=domain.domain_name,
        rest_api=stage.rest_api,
        stage_name=stage.stage_name,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return domain
