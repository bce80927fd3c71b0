"""ARNs of declared resources as they will be: what a plan does not know is made up."""

import re
from collections.abc import Mapping
from typing import Any

from analysis.permissions.names import values_at
from plan.plan import Resource

ACCOUNT, REGION = "000000000000", "eu-west-1"
_MARK = re.compile(r"<<([^<>#]+)#(\w+)>>")

NAMED = {
    "apigateway/domainName:DomainName": "apigateway:{region}::/domainnames/{domainName}",
    "athena/namedQuery:NamedQuery": "athena:workgroup/{workgroup}",
    "athena/workgroup:Workgroup": "athena:workgroup/{name}",
    "batch/computeEnvironment:ComputeEnvironment": "batch:compute-environment/{name}",
    "batch/jobDefinition:JobDefinition": "batch:job-definition/{name}:3",
    "batch/jobQueue:JobQueue": "batch:job-queue/{name}",
    "budgets/budget:Budget": "budgets::{account}:budget/{name}",
    "chatbot/slackChannelConfiguration:SlackChannelConfiguration": (
        "chatbot::{account}:chat-configuration/slack-channel/{configurationName}"
    ),
    "cloudtrail/trail:Trail": "cloudtrail:trail/{name}",
    "cloudwatch/compositeAlarm:CompositeAlarm": "cloudwatch:alarm:{alarmName}",
    "cloudwatch/dashboard:Dashboard": "cloudwatch::{account}:dashboard/{dashboardName}",
    "cloudwatch/eventRule:EventRule": "events:rule/{name}",
    "cloudwatch/eventTarget:EventTarget": "events:rule/{rule}",
    "cloudwatch/logGroup:LogGroup": "logs:log-group:{name}",
    "cloudwatch/metricAlarm:MetricAlarm": "cloudwatch:alarm:{name}",
    "codebuild/project:Project": "codebuild:project/{name}",
    "ec2/placementGroup:PlacementGroup": "ec2:placement-group/{name}",
    "ecr/lifecyclePolicy:LifecyclePolicy": "ecr:repository/{repository}",
    "ecr/repository:Repository": "ecr:repository/{name}",
    "ecr/repositoryPolicy:RepositoryPolicy": "ecr:repository/{repository}",
    "glue/catalogDatabase:CatalogDatabase": "glue:database/{name}",
    "glue/catalogTable:CatalogTable": "glue:table/{databaseName}/{name}",
    "iam/instanceProfile:InstanceProfile": "iam::{account}:instance-profile/{name}",
    "iam/openIdConnectProvider:OpenIdConnectProvider": "iam::{account}:oidc-provider/{url}",
    "iam/policy:Policy": "iam::{account}:policy/{name}",
    "iam/role:Role": "iam::{account}:role/{name}",
    "iam/rolePolicy:RolePolicy": "iam::{account}:role/{role}",
    "iam/rolePolicyAttachment:RolePolicyAttachment": "iam::{account}:role/{role}",
    "kms/alias:Alias": "kms:{name}",
    "lambda/function:Function": "lambda:function:{name}",
    "lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": "lambda:function:{functionName}",
    "lambda/permission:Permission": "lambda:function:{function}",
    "s3/bucket:Bucket": "s3:::{bucket}",
    "s3/bucketObjectv2:BucketObjectv2": "s3:::{bucket}/{key}",
    "sagemaker/endpoint:Endpoint": "sagemaker:endpoint/{name}",
    "sagemaker/endpointConfiguration:EndpointConfiguration": "sagemaker:endpoint-config/{name}",
    "sagemaker/mlflowTrackingServer:MlflowTrackingServer": (
        "sagemaker:mlflow-tracking-server/{trackingServerName}"
    ),
    "sagemaker/model:Model": "sagemaker:model/{name}",
    "sagemaker/modelCard:ModelCard": "sagemaker:model-card/{modelCardName}",
    "sagemaker/modelPackageGroup:ModelPackageGroup": (
        "sagemaker:model-package-group/{modelPackageGroupName}"
    ),
    "sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": (
        "sagemaker:model-package-group/{modelPackageGroupName}"
    ),
    "sagemaker/pipeline:Pipeline": "sagemaker:pipeline/{pipelineName}",
    "scheduler/schedule:Schedule": "scheduler:schedule/default/{name}",
    "scheduler/scheduleGroup:ScheduleGroup": "scheduler:schedule-group/{name}",
    "sns/topic:Topic": "sns:{name}",
    "sns/topicPolicy:TopicPolicy": "sns:{arn}",
    "sns/topicSubscription:TopicSubscription": "sns:{topic}",
    "sqs/queue:Queue": "sqs:{name}",
    "sqs/queuePolicy:QueuePolicy": "sqs:{queueUrl}",
    "ssm/parameter:Parameter": "ssm:parameter{name}",
    "aws-native:sagemaker:EndpointConfig": "sagemaker:endpoint-config/{endpointConfigName}",
    "aws-native:sagemaker:FeatureGroup": "sagemaker:feature-group/{featureGroupName}",
    "aws-native:sagemaker:InferenceComponent": (
        "sagemaker:inference-component/{inferenceComponentName}"
    ),
}
"""By type, the service and resource of ARNs that hold names (Service Authorization Reference)."""

BY_ID = {
    "appautoscaling": "application-autoscaling:scalable-target/0a1b",
    "costexplorer/anomalyMonitor": "ce::{account}:anomalymonitor/0a1b",
    "costexplorer/anomalySubscription": "ce::{account}:anomalysubscription/0a1b",
    "ec2/defaultSecurityGroup": "ec2:security-group/sg-0a1b",
    "ec2/eip": "ec2:elastic-ip/eipalloc-0a1b",
    "ec2/flowLog": "ec2:vpc-flow-log/fl-0a1b",
    "ec2/internetGateway": "ec2:internet-gateway/igw-0a1b",
    "ec2/launchTemplate": "ec2:launch-template/lt-0a1b",
    "ec2/natGateway": "ec2:natgateway/nat-0a1b",
    "ec2/route:": "ec2:route-table/rtb-0a1b",
    "ec2/routeTable": "ec2:route-table/rtb-0a1b",
    "ec2/securityGroup": "ec2:security-group/sg-0a1b",
    "ec2/subnet": "ec2:subnet/subnet-0a1b",
    "ec2/vpc:": "ec2:vpc/vpc-0a1b",
    "ec2/vpcEndpoint": "ec2:vpc-endpoint/vpce-0a1b",
    "efs/accessPoint": "elasticfilesystem:access-point/fsap-0a1b",
    "efs/": "elasticfilesystem:file-system/fs-0a1b",
    "fsx/dataRepositoryAssociation": "fsx:association/fs-0a1b/dra-0a1b",
    "fsx/": "fsx:file-system/fs-0a1b",
    "kms/key": "kms:key/0a1b",
    "sagemaker/domain": "sagemaker:domain/d-0a1b",
    "sagemaker/userProfile": "sagemaker:user-profile/d-0a1b/jo",
    "vpc/securityGroup": "ec2:security-group/sg-0a1b",
    "aws-native:sagemaker:Cluster": "sagemaker:cluster/0a1b",
}
"""By the start of a type, an ARN with an id that AWS makes up."""


def arn_of(resource: Resource, by_name: Mapping[str, Resource]) -> str:
    """ARN of a resource; `*` where it has none."""
    short = resource.type.removeprefix("aws:")
    found = NAMED.get(short) or ("s3:::{bucket}" if short.startswith("s3/") else None)
    if found is None:
        found = next((arn for start, arn in BY_ID.items() if short.startswith(start)), None)
    if found is None:
        return "*"
    service, _, rest = found.partition(":")
    middle = "" if rest.startswith(":") or rest.startswith("{region}") else f"{REGION}:{ACCOUNT}:"
    whole = f"arn:aws:{service}:{middle}{rest}"
    names = {"account": ACCOUNT, "region": REGION}
    return re.sub(r"\{(\w+)\}", lambda m: names.get(m[1]) or _name(resource, m[1], by_name), whole)


def mentioned(resource: Resource, by_name: Mapping[str, Resource]) -> list[Resource]:
    """Resources that the inputs of one refer to."""
    found = {m[1] for m in _MARK.finditer(str(dict(resource.inputs)))}
    return [by_name[name] for name in sorted(found)]


def _name(resource: Resource, path: str, by_name: Mapping[str, Resource]) -> str:
    values: list[Any] = values_at(resource.inputs, path)
    if not values or not isinstance(values[0], str):
        return f"{resource.name}-1a2b3c4"
    text = values[0].removeprefix("https://")
    for name, output in _MARK.findall(text):
        own = by_name[name].inputs
        known = own.get("name") or own.get("bucket") or f"{name}-1a2b3c4"
        if output == "id" and by_name[name].type.startswith(("aws:apigateway/", "aws:ec2/")):
            known = "0a1b"
        text = _MARK.sub(known, text, count=1)
    return text
