"""One of everything that level 0 declares, made and read through boto3."""

import json
from collections.abc import Callable
from typing import Any

import boto3
from botocore.config import Config

REGION = "eu-west-1"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sagemaker.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)
ALLOW = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}],
    }
)
IMAGE = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud:1"
TAGS = [{"Key": "team", "Value": "fraud"}]


def client(url: str, service: str, region: str = REGION) -> Any:
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=url,
        aws_access_key_id="AKIASANDBOXSANDBOX00",
        aws_secret_access_key="nobody",
        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
    )


class Clients:
    """Clients by attribute: `clients.application_autoscaling`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._made: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        service = name.replace("_", "-").rstrip("-")
        if service not in self._made:
            self._made[service] = client(self._url, service)
        return self._made[service]


def network(c: Clients) -> dict[str, Any]:
    ec2 = c.ec2
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"{REGION}{z}")[
            "Subnet"
        ]["SubnetId"]
        for i, z in enumerate("ab")
    ]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    association = ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[0])[
        "AssociationId"
    ]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=subnets[1], AllocationId=address)["NatGateway"][
        "NatGatewayId"
    ]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
    group = ec2.create_security_group(GroupName="work", Description="d", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 443,
                "ToPort": 443,
                "UserIdGroupPairs": [{"GroupId": group}],
            }
        ],
    )
    ec2.revoke_security_group_egress(
        GroupId=group, IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    )
    gateway_endpoint = ec2.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName=f"com.amazonaws.{REGION}.s3",
        RouteTableIds=[table],
        PolicyDocument=ALLOW,
    )["VpcEndpoint"]["VpcEndpointId"]
    interface = ec2.create_vpc_endpoint(
        VpcId=vpc,
        VpcEndpointType="Interface",
        ServiceName=f"com.amazonaws.{REGION}.sagemaker.api",
        SubnetIds=subnets,
        SecurityGroupIds=[group],
        PrivateDnsEnabled=True,
    )["VpcEndpoint"]["VpcEndpointId"]
    c.logs.create_log_group(logGroupName="/fraud/flow")
    role = c.iam.create_role(RoleName="flow", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    flow = ec2.create_flow_logs(
        ResourceIds=[vpc],
        ResourceType="VPC",
        TrafficType="ALL",
        LogGroupName="/fraud/flow",
        DeliverLogsPermissionArn=role,
    )["FlowLogIds"][0]
    template = ec2.create_launch_template(
        LaunchTemplateName="gpu",
        LaunchTemplateData={"MetadataOptions": {"HttpTokens": "required"}},
        TagSpecifications=[{"ResourceType": "launch-template", "Tags": TAGS}],
    )["LaunchTemplate"]["LaunchTemplateId"]
    return {
        "vpc": vpc,
        "subnets": subnets,
        "table": table,
        "association": association,
        "nat": nat,
        "gateway": gateway,
        "address": address,
        "group": group,
        "endpoints": [gateway_endpoint, interface],
        "flow": flow,
        "template": template,
    }


def storage(c: Clients) -> dict[str, Any]:
    key = c.kms.create_key(
        Policy=ALLOW.replace("s3:GetObject", "kms:*"),
        Tags=[{"TagKey": "team", "TagValue": "fraud"}],
    )["KeyMetadata"]
    c.kms.enable_key_rotation(KeyId=key["KeyId"])
    c.kms.create_alias(AliasName="alias/fraud", TargetKeyId=key["KeyId"])
    s3 = c.s3
    for name in ("fraud-raw", "fraud-log"):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_versioning(Bucket="fraud-raw", VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_encryption(
        Bucket="fraud-raw",
        ServerSideEncryptionConfiguration={
            "Rules": [
                {
                    "ApplyServerSideEncryptionByDefault": {
                        "SSEAlgorithm": "aws:kms",
                        "KMSMasterKeyID": key["Arn"],
                    },
                    "BucketKeyEnabled": True,
                }
            ]
        },
    )
    s3.put_public_access_block(
        Bucket="fraud-raw",
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
    )
    s3.put_bucket_ownership_controls(
        Bucket="fraud-raw",
        OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
    )
    s3.put_bucket_lifecycle_configuration(
        Bucket="fraud-raw",
        LifecycleConfiguration={
            "Rules": [
                {
                    "ID": "old",
                    "Status": "Enabled",
                    "Filter": {},
                    "NoncurrentVersionExpiration": {"NoncurrentDays": 90},
                    "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
                }
            ]
        },
    )
    s3.put_bucket_policy(
        Bucket="fraud-raw",
        Policy=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Deny",
                        "Principal": "*",
                        "Action": "s3:*",
                        "Resource": "arn:aws:s3:::fraud-raw/*",
                        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                    }
                ],
            }
        ),
    )
    s3.put_bucket_acl(Bucket="fraud-log", ACL="log-delivery-write")
    s3.put_bucket_logging(
        Bucket="fraud-raw",
        BucketLoggingStatus={
            "LoggingEnabled": {"TargetBucket": "fraud-log", "TargetPrefix": "raw/"}
        },
    )
    s3.put_bucket_notification_configuration(
        Bucket="fraud-raw", NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    s3.put_object(
        Bucket="fraud-raw", Key="a/b c.csv", Body=b"a,b\n1,2\n", Metadata={"made_by": "x"}
    )
    c.glue.create_database(
        DatabaseInput={"Name": "fraud", "LocationUri": "s3://fraud-raw/"}, Tags={"team": "fraud"}
    )
    c.glue.create_security_configuration(
        Name="fraud",
        EncryptionConfiguration={
            "S3Encryption": [{"S3EncryptionMode": "SSE-KMS", "KmsKeyArn": key["Arn"]}]
        },
    )
    c.athena.create_work_group(
        Name="fraud",
        Configuration={
            "BytesScannedCutoffPerQuery": 10_000_000,
            "EnforceWorkGroupConfiguration": True,
            "ResultConfiguration": {"OutputLocation": "s3://fraud-raw/athena/"},
        },
        Tags=TAGS,
    )
    c.athena.update_work_group(
        WorkGroup="fraud",
        ConfigurationUpdates={
            "BytesScannedCutoffPerQuery": 20_000_000,
            "ResultConfigurationUpdates": {"OutputLocation": "s3://fraud-raw/results/"},
        },
    )
    query = c.athena.start_query_execution(QueryString="SELECT 1", WorkGroup="fraud")
    c.ecr.create_repository(
        repositoryName="fraud",
        imageTagMutability="IMMUTABLE",
        encryptionConfiguration={"encryptionType": "KMS", "kmsKey": key["Arn"]},
        tags=TAGS,
    )
    c.ecr.put_lifecycle_policy(
        repositoryName="fraud",
        lifecyclePolicyText=json.dumps(
            {
                "rules": [
                    {
                        "rulePriority": 1,
                        "selection": {
                            "tagStatus": "untagged",
                            "countType": "sinceImagePushed",
                            "countUnit": "days",
                            "countNumber": 14,
                        },
                        "action": {"type": "expire"},
                    }
                ]
            }
        ),
    )
    c.ecr.set_repository_policy(repositoryName="fraud", policyText=ALLOW)
    return {"key": key["KeyId"], "key_arn": key["Arn"], "query": query["QueryExecutionId"]}


def people(c: Clients) -> dict[str, Any]:
    role = c.iam.create_role(RoleName="train", AssumeRolePolicyDocument=TRUST, Tags=TAGS)["Role"][
        "Arn"
    ]
    c.iam.put_role_policy(RoleName="train", PolicyName="inline", PolicyDocument=ALLOW)
    policy = c.iam.create_policy(PolicyName="boundary", PolicyDocument=ALLOW, Tags=TAGS)["Policy"][
        "Arn"
    ]
    c.iam.attach_role_policy(RoleName="train", PolicyArn=policy)
    managed = "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
    c.iam.attach_role_policy(RoleName="train", PolicyArn=managed)
    c.iam.put_role_permissions_boundary(RoleName="train", PermissionsBoundary=policy)
    profile = c.iam.create_instance_profile(InstanceProfileName="gpu")["InstanceProfile"]["Arn"]
    c.iam.add_role_to_instance_profile(InstanceProfileName="gpu", RoleName="train")
    return {"role": role, "policy": policy, "profile": profile}


def machine_learning(c: Clients, net: dict[str, Any], role: str) -> dict[str, Any]:
    sm = c.sagemaker
    script = sm.create_studio_lifecycle_config(
        StudioLifecycleConfigName="idle",
        StudioLifecycleConfigContent="IyEvYmluL2Jhc2g=",
        StudioLifecycleConfigAppType="JupyterLab",
        Tags=TAGS,
    )["StudioLifecycleConfigArn"]
    domain = sm.create_domain(
        DomainName="fraud",
        AuthMode="IAM",
        DefaultUserSettings={"ExecutionRole": role, "SecurityGroups": [net["group"]]},
        SubnetIds=net["subnets"],
        VpcId=net["vpc"],
        AppNetworkAccessType="VpcOnly",
        Tags=TAGS,
    )["DomainArn"].split("/")[-1]
    sm.update_domain(
        DomainId=domain,
        DefaultUserSettings={
            "JupyterLabAppSettings": {"LifecycleConfigArns": [script]},
        },
        DomainSettingsForUpdate={"SecurityGroupIds": [net["group"]]},
    )
    sm.create_user_profile(
        DomainId=domain, UserProfileName="ada", UserSettings={"ExecutionRole": role}
    )
    sm.update_user_profile(
        DomainId=domain, UserProfileName="ada", UserSettings={"SecurityGroups": [net["group"]]}
    )
    sm.create_space(
        DomainId=domain,
        SpaceName="lab",
        OwnershipSettings={"OwnerUserProfileName": "ada"},
        SpaceSharingSettings={"SharingType": "Private"},
        SpaceSettings={"AppType": "JupyterLab"},
    )
    sm.create_mlflow_tracking_server(
        TrackingServerName="fraud",
        ArtifactStoreUri="s3://fraud-raw/mlflow",
        RoleArn=role,
        Tags=TAGS,
    )
    sm.update_mlflow_tracking_server(TrackingServerName="fraud", TrackingServerSize="Medium")
    sm.create_model_package_group(ModelPackageGroupName="fraud", Tags=TAGS)
    sm.put_model_package_group_policy(ModelPackageGroupName="fraud", ResourcePolicy=ALLOW)
    package = sm.create_model_package(
        ModelPackageGroupName="fraud",
        ModelApprovalStatus="PendingManualApproval",
        InferenceSpecification={
            "Containers": [{"Image": IMAGE, "ModelDataUrl": "s3://fraud-raw/model.tar.gz"}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    )["ModelPackageArn"]
    sm.update_model_package(ModelPackageArn=package, ModelApprovalStatus="Approved")
    sm.create_model_card(ModelCardName="fraud", Content="{}", ModelCardStatus="Draft")
    sm.update_model_card(ModelCardName="fraud", ModelCardStatus="Approved")
    sm.create_training_job(
        TrainingJobName="first",
        AlgorithmSpecification={"TrainingImage": IMAGE, "TrainingInputMode": "File"},
        RoleArn=role,
        OutputDataConfig={"S3OutputPath": "s3://fraud-raw/out"},
        ResourceConfig={"InstanceType": "ml.g5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 50},
        StoppingCondition={"MaxRuntimeInSeconds": 3600, "MaxWaitTimeInSeconds": 7200},
        EnableManagedSpotTraining=True,
        CheckpointConfig={"S3Uri": "s3://fraud-raw/checkpoints"},
        VpcConfig={"SecurityGroupIds": [net["group"]], "Subnets": net["subnets"]},
        Tags=TAGS,
    )
    sm.create_model(
        ModelName="fraud",
        ExecutionRoleArn=role,
        PrimaryContainer={"Image": IMAGE, "ModelDataUrl": "s3://fraud-raw/model.tar.gz"},
        EnableNetworkIsolation=True,
        VpcConfig={"SecurityGroupIds": [net["group"]], "Subnets": net["subnets"]},
        Tags=TAGS,
    )
    for name, instance_type in (("one", "ml.g5.xlarge"), ("two", "ml.m6i.large")):
        sm.create_endpoint_config(
            EndpointConfigName=name,
            ProductionVariants=[
                {
                    "VariantName": "main",
                    "ModelName": "fraud",
                    "InitialInstanceCount": 1,
                    "InstanceType": instance_type,
                    "InitialVariantWeight": 1.0,
                }
            ],
            DataCaptureConfig={
                "EnableCapture": True,
                "InitialSamplingPercentage": 100,
                "DestinationS3Uri": "s3://fraud-raw/capture",
                "CaptureOptions": [{"CaptureMode": "Input"}, {"CaptureMode": "Output"}],
            },
            Tags=TAGS,
        )
    sm.create_endpoint(EndpointName="fraud", EndpointConfigName="one", Tags=TAGS)
    sm.update_endpoint(
        EndpointName="fraud",
        EndpointConfigName="two",
        DeploymentConfig={
            "BlueGreenUpdatePolicy": {
                "TrafficRoutingConfiguration": {"Type": "ALL_AT_ONCE", "WaitIntervalInSeconds": 60}
            }
        },
    )
    scaling = c.application_autoscaling
    target = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": "endpoint/fraud/variant/main",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
    }
    scaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=2)
    scaling.put_scaling_policy(
        **target,
        PolicyName="invocations",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 100.0,
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"
            },
            "ScaleInCooldown": 300,
        },
    )
    return {"domain": domain, "package": package, "script": script}


def batch(c: Clients, net: dict[str, Any], ids: dict[str, Any]) -> dict[str, Any]:
    environment = c.batch.create_compute_environment(
        computeEnvironmentName="gpu",
        type="MANAGED",
        state="ENABLED",
        computeResources={
            "type": "SPOT",
            "allocationStrategy": "SPOT_CAPACITY_OPTIMIZED",
            "minvCpus": 0,
            "maxvCpus": 64,
            "instanceTypes": ["g5.xlarge"],
            "subnets": net["subnets"],
            "securityGroupIds": [net["group"]],
            "instanceRole": ids["profile"],
            "launchTemplate": {"launchTemplateId": net["template"], "version": "$Latest"},
        },
        serviceRole=ids["role"],
        tags={"team": "fraud"},
    )["computeEnvironmentArn"]
    queue = c.batch.create_job_queue(
        jobQueueName="gpu",
        state="ENABLED",
        priority=1,
        computeEnvironmentOrder=[{"order": 1, "computeEnvironment": environment}],
        tags={"team": "fraud"},
    )["jobQueueArn"]
    c.batch.update_job_queue(jobQueue=queue, priority=2)
    definition = c.batch.register_job_definition(
        jobDefinitionName="gpu",
        type="container",
        containerProperties={
            "image": IMAGE,
            "command": ["true"],
            "jobRoleArn": ids["role"],
            "resourceRequirements": [
                {"type": "VCPU", "value": "4"},
                {"type": "MEMORY", "value": "15000"},
                {"type": "GPU", "value": "1"},
            ],
        },
        retryStrategy={"attempts": 3},
        tags={"team": "fraud"},
    )["jobDefinitionArn"]
    job = c.batch.submit_job(jobName="try", jobQueue="gpu", jobDefinition="gpu")["jobId"]
    return {"job": job, "queue_arn": queue, "definition": definition, "environment": environment}


def watching(c: Clients, key_arn: str) -> dict[str, Any]:
    topic = c.sns.create_topic(Name="fraud", Attributes={"KmsMasterKeyId": key_arn}, Tags=TAGS)[
        "TopicArn"
    ]
    c.sns.set_topic_attributes(
        TopicArn=topic,
        AttributeName="Policy",
        AttributeValue=ALLOW.replace("s3:GetObject", "sns:Publish"),
    )
    subscription = c.sns.subscribe(
        TopicArn=topic, Protocol="email", Endpoint="a@example.com", ReturnSubscriptionArn=True
    )["SubscriptionArn"]
    queue = c.sqs.create_queue(
        QueueName="fraud",
        Attributes={"KmsMasterKeyId": key_arn, "MessageRetentionPeriod": "1209600"},
    )["QueueUrl"]
    for name in ("errors", "latency"):
        c.cloudwatch.put_metric_alarm(
            AlarmName=name,
            Namespace="AWS/SageMaker",
            MetricName="Invocation5XXErrors",
            Statistic="Sum",
            Period=60,
            EvaluationPeriods=5,
            Threshold=1,
            ComparisonOperator="GreaterThanThreshold",
            TreatMissingData="notBreaching",
            AlarmActions=[topic],
            Tags=TAGS,
        )
    c.cloudwatch.put_composite_alarm(
        AlarmName="health",
        AlarmRule='ALARM("errors") OR ALARM("latency")',
        AlarmActions=[topic],
        AlarmDescription="either",
        Tags=TAGS,
    )
    c.cloudwatch.put_dashboard(DashboardName="fraud", DashboardBody='{"widgets":[]}')
    c.logs.create_log_group(logGroupName="/aws/sagemaker/fraud", tags={"team": "fraud"})
    c.logs.put_retention_policy(logGroupName="/aws/sagemaker/fraud", retentionInDays=90)
    c.logs.put_resource_policy(policyName="events", policyDocument=ALLOW)
    c.events.put_rule(
        Name="approved",
        EventPattern='{"source":["aws.sagemaker"]}',
        State="ENABLED",
        Tags=TAGS,
    )
    c.events.put_targets(Rule="approved", Targets=[{"Id": "topic", "Arn": topic}])
    c.ssm.put_parameter(Name="/fraud/defaults", Value="{}", Type="String", Tags=TAGS)
    return {"topic": topic, "subscription": subscription, "queue": queue}


def money(c: Clients, topic: str) -> dict[str, Any]:
    notification = {
        "NotificationType": "ACTUAL",
        "ComparisonOperator": "GREATER_THAN",
        "Threshold": 80.0,
        "ThresholdType": "PERCENTAGE",
    }
    budget = {
        "BudgetName": "fraud",
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": "100.0", "Unit": "USD"},
        "CostFilters": {"TagKeyValue": ["user:team$fraud"]},
    }
    budgets, account = c.budgets, "000000000000"
    subscriber = {"SubscriptionType": "SNS", "Address": topic}
    budgets.create_budget(
        AccountId=account,
        Budget=budget,
        NotificationsWithSubscribers=[{"Notification": notification, "Subscribers": [subscriber]}],
    )
    budgets.update_budget(
        AccountId=account, NewBudget={**budget, "BudgetLimit": {"Amount": "200.0", "Unit": "USD"}}
    )
    forecast = {**notification, "NotificationType": "FORECASTED", "Threshold": 100.0}
    budgets.create_notification(
        AccountId=account, BudgetName="fraud", Notification=forecast, Subscribers=[subscriber]
    )
    budgets.create_subscriber(
        AccountId=account,
        BudgetName="fraud",
        Notification=forecast,
        Subscriber={"SubscriptionType": "EMAIL", "Address": "a@example.com"},
    )
    monitor = c.ce.create_anomaly_monitor(
        AnomalyMonitor={
            "MonitorName": "fraud",
            "MonitorType": "CUSTOM",
            "MonitorSpecification": {"Tags": {"Key": "team", "Values": ["fraud"]}},
        }
    )["MonitorArn"]
    anomalies = c.ce.create_anomaly_subscription(
        AnomalySubscription={
            "SubscriptionName": "fraud",
            "MonitorArnList": [monitor],
            "Subscribers": [{"Type": "SNS", "Address": topic}],
            "Frequency": "IMMEDIATE",
            "ThresholdExpression": {
                "Dimensions": {
                    "Key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                    "MatchOptions": ["GREATER_THAN_OR_EQUAL"],
                    "Values": ["100"],
                }
            },
        }
    )["SubscriptionArn"]
    c.ce.update_cost_allocation_tags_status(
        CostAllocationTagsStatus=[{"TagKey": "team", "Status": "Active"}]
    )
    return {"monitor": monitor, "anomalies": anomalies, "forecast": forecast}


def create(c: Clients) -> dict[str, Any]:
    """Make one of everything; return the ids."""
    net, store, who = network(c), storage(c), people(c)
    ids = {**net, **store, **who}
    ids |= machine_learning(c, net, who["role"])
    ids |= batch(c, net, ids)
    ids |= watching(c, store["key_arn"])
    return ids | money(c, ids["topic"])


def reads(c: Clients, ids: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """Every read, by a name."""
    sm, ec2, s3, account = c.sagemaker, c.ec2, c.s3, "000000000000"
    bucket = {"Bucket": "fraud-raw"}
    domain = {"DomainId": ids["domain"]}
    return {
        "vpcs": ec2.describe_vpcs,
        "dns": lambda: ec2.describe_vpc_attribute(VpcId=ids["vpc"], Attribute="enableDnsHostnames"),
        "subnets": ec2.describe_subnets,
        "route tables": ec2.describe_route_tables,
        "internet gateways": ec2.describe_internet_gateways,
        "addresses": ec2.describe_addresses,
        "nat": ec2.describe_nat_gateways,
        "groups": ec2.describe_security_groups,
        "rules": ec2.describe_security_group_rules,
        "endpoints": ec2.describe_vpc_endpoints,
        "prefix lists": ec2.describe_prefix_lists,
        "flow logs": ec2.describe_flow_logs,
        "templates": lambda: ec2.describe_launch_template_versions(
            LaunchTemplateId=ids["template"]
        ),
        "interfaces": ec2.describe_network_interfaces,
        "key": lambda: c.kms.describe_key(KeyId=ids["key"]),
        "key policy": lambda: c.kms.get_key_policy(KeyId=ids["key"], PolicyName="default"),
        "rotation": lambda: c.kms.get_key_rotation_status(KeyId=ids["key"]),
        "aliases": c.kms.list_aliases,
        "role": lambda: c.iam.get_role(RoleName="train"),
        "role policy": lambda: c.iam.get_role_policy(RoleName="train", PolicyName="inline"),
        "attached": lambda: c.iam.list_attached_role_policies(RoleName="train"),
        "policy": lambda: c.iam.get_policy(PolicyArn=ids["policy"]),
        "profile": lambda: c.iam.get_instance_profile(InstanceProfileName="gpu"),
        "bucket": lambda: s3.head_bucket(**bucket),
        "versioning": lambda: s3.get_bucket_versioning(**bucket),
        "encryption": lambda: s3.get_bucket_encryption(**bucket),
        "public access": lambda: s3.get_public_access_block(**bucket),
        "ownership": lambda: s3.get_bucket_ownership_controls(**bucket),
        "lifecycle": lambda: s3.get_bucket_lifecycle_configuration(**bucket),
        "bucket policy": lambda: s3.get_bucket_policy(**bucket),
        "logging": lambda: s3.get_bucket_logging(**bucket),
        "notification": lambda: s3.get_bucket_notification_configuration(**bucket),
        "object": lambda: s3.head_object(**bucket, Key="a/b c.csv"),
        "versions": lambda: s3.list_object_versions(**bucket),
        "database": lambda: c.glue.get_database(Name="fraud"),
        "glue security": lambda: c.glue.get_security_configuration(Name="fraud"),
        "workgroup": lambda: c.athena.get_work_group(WorkGroup="fraud"),
        "query": lambda: c.athena.get_query_execution(QueryExecutionId=ids["query"]),
        "repository": c.ecr.describe_repositories,
        "image lifecycle": lambda: c.ecr.get_lifecycle_policy(repositoryName="fraud"),
        "image policy": lambda: c.ecr.get_repository_policy(repositoryName="fraud"),
        "domain": lambda: sm.describe_domain(**domain),
        "user": lambda: sm.describe_user_profile(**domain, UserProfileName="ada"),
        "users": sm.list_user_profiles,
        "space": lambda: sm.describe_space(**domain, SpaceName="lab"),
        "script": lambda: sm.describe_studio_lifecycle_config(StudioLifecycleConfigName="idle"),
        "tracking": lambda: sm.describe_mlflow_tracking_server(TrackingServerName="fraud"),
        "group": lambda: sm.describe_model_package_group(ModelPackageGroupName="fraud"),
        "group policy": lambda: sm.get_model_package_group_policy(ModelPackageGroupName="fraud"),
        "package": lambda: sm.describe_model_package(ModelPackageName=ids["package"]),
        "card": lambda: sm.describe_model_card(ModelCardName="fraud"),
        "job": lambda: sm.describe_training_job(TrainingJobName="first"),
        "model": lambda: sm.describe_model(ModelName="fraud"),
        "config": lambda: sm.describe_endpoint_config(EndpointConfigName="one"),
        "endpoint": lambda: sm.describe_endpoint(EndpointName="fraud"),
        "target": lambda: c.application_autoscaling.describe_scalable_targets(
            ServiceNamespace="sagemaker"
        ),
        "scaling": lambda: c.application_autoscaling.describe_scaling_policies(
            ServiceNamespace="sagemaker"
        ),
        "environment": c.batch.describe_compute_environments,
        "queues": c.batch.describe_job_queues,
        "definitions": c.batch.describe_job_definitions,
        "batch job": lambda: c.batch.describe_jobs(jobs=[ids["job"]]),
        "topic": lambda: c.sns.get_topic_attributes(TopicArn=ids["topic"]),
        "subscription": lambda: c.sns.get_subscription_attributes(
            SubscriptionArn=ids["subscription"]
        ),
        "sqs": lambda: c.sqs.get_queue_attributes(QueueUrl=ids["queue"], AttributeNames=["All"]),
        "alarms": lambda: c.cloudwatch.describe_alarms(
            AlarmTypes=["MetricAlarm", "CompositeAlarm"]
        ),
        "dashboard": lambda: c.cloudwatch.get_dashboard(DashboardName="fraud"),
        "logs": c.logs.describe_log_groups,
        "log policies": c.logs.describe_resource_policies,
        "rule": lambda: c.events.describe_rule(Name="approved"),
        "targets": lambda: c.events.list_targets_by_rule(Rule="approved"),
        "parameter": lambda: c.ssm.get_parameter(Name="/fraud/defaults"),
        "budget": lambda: c.budgets.describe_budget(AccountId=account, BudgetName="fraud"),
        "notifications": lambda: c.budgets.describe_notifications_for_budget(
            AccountId=account, BudgetName="fraud"
        ),
        "subscribers": lambda: c.budgets.describe_subscribers_for_notification(
            AccountId=account, BudgetName="fraud", Notification=ids["forecast"]
        ),
        "monitor": lambda: c.ce.get_anomaly_monitors(MonitorArnList=[ids["monitor"]]),
        "anomalies": lambda: c.ce.get_anomaly_subscriptions(SubscriptionArnList=[ids["anomalies"]]),
        "cost tags": lambda: c.ce.list_cost_allocation_tags(TagKeys=["team"]),
        "caller": c.sts.get_caller_identity,
    }


def read(c: Clients, ids: dict[str, Any]) -> dict[str, Any]:
    """Read everything back, without the parts of an answer that belong to the request."""
    found = {}
    for name, ask in reads(c, ids).items():
        answer = ask()
        answer.pop("ResponseMetadata", None)
        answer.pop("lastEvaluatedAt", None)  # of an image lifecycle: the time of asking
        found[name] = answer
    return found


def delete(c: Clients, ids: dict[str, Any]) -> None:
    """Delete everything, what is used after what uses it."""
    sm, ec2, account = c.sagemaker, c.ec2, "000000000000"
    c.ce.delete_anomaly_subscription(SubscriptionArn=ids["anomalies"])
    c.ce.delete_anomaly_monitor(MonitorArn=ids["monitor"])
    c.budgets.delete_notification(
        AccountId=account, BudgetName="fraud", Notification=ids["forecast"]
    )
    c.budgets.delete_budget(AccountId=account, BudgetName="fraud")
    c.ssm.delete_parameter(Name="/fraud/defaults")
    c.events.remove_targets(Rule="approved", Ids=["topic"])
    c.events.delete_rule(Name="approved")
    c.logs.delete_resource_policy(policyName="events")
    c.logs.delete_log_group(logGroupName="/aws/sagemaker/fraud")
    c.cloudwatch.delete_dashboards(DashboardNames=["fraud"])
    c.cloudwatch.delete_alarms(AlarmNames=["health"])
    c.cloudwatch.delete_alarms(AlarmNames=["errors", "latency"])
    c.sqs.delete_queue(QueueUrl=ids["queue"])
    c.sns.unsubscribe(SubscriptionArn=ids["subscription"])
    c.sns.delete_topic(TopicArn=ids["topic"])
    c.batch.deregister_job_definition(jobDefinition=ids["definition"])
    c.batch.update_job_queue(jobQueue=ids["queue_arn"], state="DISABLED")
    c.batch.delete_job_queue(jobQueue=ids["queue_arn"])
    c.batch.update_compute_environment(computeEnvironment=ids["environment"], state="DISABLED")
    c.batch.delete_compute_environment(computeEnvironment=ids["environment"])
    target = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": "endpoint/fraud/variant/main",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
    }
    c.application_autoscaling.delete_scaling_policy(**target, PolicyName="invocations")
    c.application_autoscaling.deregister_scalable_target(**target)
    sm.delete_endpoint(EndpointName="fraud")
    for name in ("one", "two"):
        sm.delete_endpoint_config(EndpointConfigName=name)
    sm.delete_model(ModelName="fraud")
    sm.delete_model_card(ModelCardName="fraud")
    sm.delete_model_package(ModelPackageName=ids["package"])
    sm.delete_model_package_group_policy(ModelPackageGroupName="fraud")
    sm.delete_model_package_group(ModelPackageGroupName="fraud")
    sm.delete_mlflow_tracking_server(TrackingServerName="fraud")
    sm.delete_space(DomainId=ids["domain"], SpaceName="lab")
    sm.delete_user_profile(DomainId=ids["domain"], UserProfileName="ada")
    sm.delete_domain(DomainId=ids["domain"], RetentionPolicy={"HomeEfsFileSystem": "Delete"})
    sm.delete_studio_lifecycle_config(StudioLifecycleConfigName="idle")
    c.ecr.delete_repository_policy(repositoryName="fraud")
    c.ecr.delete_lifecycle_policy(repositoryName="fraud")
    c.ecr.delete_repository(repositoryName="fraud")
    c.athena.delete_work_group(WorkGroup="fraud")
    c.glue.delete_security_configuration(Name="fraud")
    c.glue.delete_database(Name="fraud")
    for version in c.s3.list_object_versions(Bucket="fraud-raw")["Versions"]:
        c.s3.delete_object(Bucket="fraud-raw", Key=version["Key"], VersionId=version["VersionId"])
    c.s3.delete_bucket_policy(Bucket="fraud-raw")
    for name in ("fraud-raw", "fraud-log"):
        c.s3.delete_bucket(Bucket=name)
    c.kms.delete_alias(AliasName="alias/fraud")
    c.kms.schedule_key_deletion(KeyId=ids["key"], PendingWindowInDays=7)
    c.iam.remove_role_from_instance_profile(InstanceProfileName="gpu", RoleName="train")
    c.iam.delete_instance_profile(InstanceProfileName="gpu")
    c.iam.delete_role_permissions_boundary(RoleName="train")
    for policy in c.iam.list_attached_role_policies(RoleName="train")["AttachedPolicies"]:
        c.iam.detach_role_policy(RoleName="train", PolicyArn=policy["PolicyArn"])
    c.iam.delete_role_policy(RoleName="train", PolicyName="inline")
    c.iam.delete_policy(PolicyArn=ids["policy"])
    for role in ("train", "flow"):
        c.iam.delete_role(RoleName=role)
    ec2.delete_flow_logs(FlowLogIds=[ids["flow"]])
    c.logs.delete_log_group(logGroupName="/fraud/flow")
    ec2.delete_launch_template(LaunchTemplateId=ids["template"])
    ec2.delete_vpc_endpoints(VpcEndpointIds=ids["endpoints"])
    ec2.delete_route(RouteTableId=ids["table"], DestinationCidrBlock="0.0.0.0/0")
    ec2.delete_nat_gateway(NatGatewayId=ids["nat"])
    ec2.release_address(AllocationId=ids["address"])
    ec2.disassociate_route_table(AssociationId=ids["association"])
    ec2.delete_route_table(RouteTableId=ids["table"])
    ec2.detach_internet_gateway(InternetGatewayId=ids["gateway"], VpcId=ids["vpc"])
    ec2.delete_internet_gateway(InternetGatewayId=ids["gateway"])
    ec2.revoke_security_group_ingress(
        GroupId=ids["group"],
        IpPermissions=ec2.describe_security_groups(GroupIds=[ids["group"]])["SecurityGroups"][0][
            "IpPermissions"
        ],
    )
    ec2.delete_security_group(GroupId=ids["group"])
    for subnet in ids["subnets"]:
        ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_vpc(VpcId=ids["vpc"])
