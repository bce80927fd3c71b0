"""Model API: a versioned HTTPS address in front of a stack's endpoints, for callers of any kind."""

from collections.abc import Iterator

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.json_text import json_text
from components.parts.api.access import invoke_policy, private_endpoint, resource_policy
from components.parts.api.alarms import api_alarms
from components.parts.api.calls import backend, gate
from components.parts.api.definition import ACCESS_MODE, TLS_POLICY, Document, definition
from components.parts.api.domain import domain_name
from components.parts.api.firewall import firewall
from components.parts.api.problems import api_problems, wiring_problems
from components.parts.api.settings import (
    ApiExposure,
    ModelApiArgs,
    ModelApiSettings,
    api_exposure,
)
from components.parts.api.stage import account_log_role, deployed_stage
from components.parts.api.usage import usage_plans

__all__ = ["ModelApi", "ModelApiArgs", "ModelApiSettings"]


class ModelApi(pulumi.ComponentResource):
    """A REST API whose versions are answered by inference endpoints, with nothing in between."""

    url: pulumi.Output[str]
    """Address that a version's path follows: `<url>/v1/predict`."""

    api_id: pulumi.Output[str]
    """Id of the API."""

    stage_name: pulumi.Output[str]
    """Name of its stage."""

    invoke_policy_arn: pulumi.Output[str]
    """ARN of the policy that a caller's role needs, with `iam`."""

    domain_target: pulumi.Output[str] | None
    """Name that the DNS record of its own domain has to point to; None without a domain."""

    key_ids: pulumi.Output[dict[str, str]]
    """Ids of the API keys, by consumer."""

    alarm_names: dict[str, pulumi.Output[str]]
    """Names of its alarms, by what they watch."""

    def __init__(
        self, name: str, args: ModelApiArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject(f"apis.{args['api']}", [*self.problems(args), *wiring_problems(args)])
        super().__init__("stepwell:index:ModelApi", name, {**args}, opts)
        scope = AwsScope.of(self)
        boundary = args.get("permissions_boundary_arn")

        endpoints: list[pulumi.Input[str]] = [*args.get("vpc_endpoint_ids", [])]
        if api_exposure(args) is ApiExposure.PRIVATE and not endpoints:
            endpoints = [private_endpoint(name, args, scope, self).id]
        api, content, after = self._api(name, args, endpoints, scope)
        if args.get("sets_account_log_role", False):
            after.append(account_log_role(name, boundary, self))
        stage = deployed_stage(name, args, api, content, self, after)
        callers = invoke_policy(name, api, stage.stage_name, list(args["versions"]), self)
        keys = usage_plans(name, args.get("usage_plans", {}), stage, self)
        if "firewall" in args:
            firewall(name, args, args["firewall"], stage, self)

        self.url = stage.invoke_url
        self.domain_target = None
        if endpoints:
            # The name that leads to the endpoint without private DNS (API Gateway guide, "Invoke a
            # private API").
            self.url = pulumi.Output.all(stage.invoke_url, api.id, endpoints[0]).apply(
                lambda known: known[0].replace(known[1], f"{known[1]}-{known[2]}", 1)
            )
        if "domain" in args:
            protect = args.get("protect_data", True)
            domain = domain_name(name, args["domain"], stage, protect=protect, parent=self)
            self.url = pulumi.Output.concat("https://", domain.domain_name)
            self.domain_target = domain.regional_domain_name
        self.api_id = api.id
        self.stage_name = stage.stage_name
        self.invoke_policy_arn = callers.arn
        self.key_ids = pulumi.Output.all(**keys).apply(dict)
        self.alarm_names = api_alarms(name, args, stage, api, self)
        self.register_outputs(
            {
                "url": self.url,
                "api_id": self.api_id,
                "stage_name": self.stage_name,
                "invoke_policy_arn": self.invoke_policy_arn,
                "domain_target": self.domain_target,
                "key_ids": self.key_ids,
                "alarm_names": self.alarm_names,
            }
        )

    def _api(
        self,
        name: str,
        args: ModelApiArgs,
        vpc_endpoint_ids: list[pulumi.Input[str]],
        scope: AwsScope,
    ) -> tuple[aws.apigateway.RestApi, pulumi.Output[str], list[pulumi.Resource]]:
        """Declare the API; also return all that it is made of, and what it needs to answer."""
        title = f"{args['prefix']}-{args['api']}"
        boundary = args.get("permissions_boundary_arn")
        backends = {
            version: backend(
                f"{name}-{version.replace('/', '-')}",
                args["endpoint_names"][about["endpoint"]],
                boundary,
                self,
            )
            for version, about in args["versions"].items()
        }
        callers, after = gate(name, args, self)
        reached: Document = {"disableExecuteApiEndpoint": "domain" in args}
        if vpc_endpoint_ids:
            reached["vpcEndpointIds"] = vpc_endpoint_ids
        document = definition(
            title,
            args["versions"],
            {version: answers for version, (answers, _) in backends.items()},
            callers,
            cors_origin=args.get("cors_origin"),
            endpoint_configuration=reached,
        )
        body = json_text(document)
        policy = resource_policy(args, vpc_endpoint_ids, scope)
        api = aws.apigateway.RestApi(
            f"{name}-api",
            name=title,
            description=f"Model API of {args['prefix']}",
            body=body,
            policy=policy,
            disable_execute_api_endpoint="domain" in args,
            endpoint_configuration=aws.apigateway.RestApiEndpointConfigurationArgs(
                types=api_exposure(args).upper(), vpc_endpoint_ids=vpc_endpoint_ids or None
            ),
            security_policy=TLS_POLICY,
            endpoint_access_mode=ACCESS_MODE,
            opts=pulumi.ResourceOptions(parent=self, protect=args.get("protect_data", True)),
        )
        content = pulumi.Output.concat(body, policy or "")
        return api, content, [*after, *(policy for _, policy in backends.values())]

    @staticmethod
    def problems(args: ModelApiSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from api_problems(args)
