"""Realistic inputs of every resource type: how it is made, changed, and made anew.

`$vpc` and the like stand for what `world` has made before.
"""

import json
from dataclasses import dataclass
from typing import Any


def policy(action: str, resource: str, **more: Any) -> str:
    statement = {"Sid": "One", "Effect": "Allow", "Action": action, "Resource": resource, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def trust(*services: str) -> str:
    principal = {"Service": list(services)}
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def key_policy(sid: str) -> str:
    return policy("kms:*", "*", Sid=sid, Principal={"AWS": "arn:aws:iam::000000000000:root"})


ANYBODY = {"AWS": "arn:aws:iam::111122223333:root"}
LATER = {"tags": {"zone": "late"}}


@dataclass(frozen=True)
class Case:
    type: str
    """`ec2/vpc:Vpc`."""

    inputs: dict[str, Any]

    change: dict[str, Any] | None = None
    """What an update sets; None where the type cannot change."""

    anew: dict[str, Any] | None = None
    """What replaces it; None where nothing but another name does."""

    @property
    def token(self) -> str:
        return f"aws:{self.type}"


CASES = (
    Case(
        "ec2/vpc:Vpc",
        {"cidrBlock": "10.1.0.0/16", "enableDnsHostnames": True, "tags": {"Name": "a"}},
        {"enableDnsHostnames": False, "tags": {"Name": "b"}},
        {"cidrBlock": "10.2.0.0/16"},
    ),
    Case(
        "ec2/subnet:Subnet",
        {"vpcId": "$vpc", "cidrBlock": "10.0.9.0/24", "availabilityZone": "eu-west-1b"},
        {"mapPublicIpOnLaunch": True},
        {"availabilityZone": "eu-west-1c"},
    ),
    Case("ec2/routeTable:RouteTable", {"vpcId": "$vpc"}, LATER, {"vpcId": "vpc-0123456789abcdef0"}),
    Case(
        "ec2/route:Route",
        {"routeTableId": "$table", "destinationCidrBlock": "0.0.0.0/0", "gatewayId": "$gateway"},
        None,
        {"destinationCidrBlock": "192.168.0.0/16"},
    ),
    Case(
        "ec2/routeTableAssociation:RouteTableAssociation",
        {"routeTableId": "$table", "subnetId": "$subnet"},
        None,
        {"routeTableId": "rtb-0123456789abcdef0"},
    ),
    Case("ec2/internetGateway:InternetGateway", {}, LATER),
    Case("ec2/eip:Eip", {"domain": "vpc"}, LATER),
    Case(
        "ec2/natGateway:NatGateway",
        {"subnetId": "$subnet", "allocationId": "$address"},
        LATER,
        {"connectivityType": "private"},
    ),
    Case(
        "ec2/securityGroup:SecurityGroup",
        {
            "vpcId": "$vpc",
            "ingress": [
                {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/16"]}
            ],
        },
        {"ingress": []},
        {"description": "another"},
    ),
    Case("ec2/defaultSecurityGroup:DefaultSecurityGroup", {"vpcId": "$vpc"}, LATER),
    Case(
        "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        {
            "securityGroupId": "$group",
            "ipProtocol": "tcp",
            "fromPort": 443,
            "toPort": 443,
            "cidrIpv4": "10.0.0.0/16",
            "description": "from the VPC",
        },
        {"fromPort": 80, "toPort": 80},
        {"securityGroupId": "sg-0123456789abcdef0"},
    ),
    Case(
        "vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        {
            "securityGroupId": "$group",
            "ipProtocol": "-1",
            "referencedSecurityGroupId": "$group",
            "description": "to itself",
        },
        {"description": "to its own members"},
    ),
    Case(
        "ec2/vpcEndpoint:VpcEndpoint",
        {
            "vpcId": "$vpc",
            "serviceName": "com.amazonaws.eu-west-1.sagemaker.api",
            "vpcEndpointType": "Interface",
            "subnetIds": ["$subnet"],
            "securityGroupIds": ["$group"],
            "privateDnsEnabled": True,
        },
        {"subnetIds": ["$subnet", "$subnet_b"]},
        {"serviceName": "com.amazonaws.eu-west-1.sts"},
    ),
    Case(
        "ec2/flowLog:FlowLog",
        {
            "vpcId": "$vpc",
            "trafficType": "ALL",
            "logDestination": "arn:aws:logs:eu-west-1:000000000000:log-group:flow",
            "iamRoleArn": "$role_arn",
            "maxAggregationInterval": 60,
        },
        LATER,
        {"trafficType": "REJECT"},
    ),
    Case(
        "kms/key:Key",
        {"description": "a key", "enableKeyRotation": True, "policy": key_policy("a")},
        {"enableKeyRotation": False, "policy": key_policy("b"), "description": "the key"},
        {"multiRegion": True},
    ),
    Case("kms/alias:Alias", {"targetKeyId": "$key"}, None, {"name": "alias/other"}),
    Case(
        "iam/role:Role",
        {
            "assumeRolePolicy": trust("sagemaker.amazonaws.com"),
            "permissionsBoundary": "arn:aws:iam::aws:policy/PowerUserAccess",
            "description": "a role",
        },
        {
            "assumeRolePolicy": trust("batch.amazonaws.com"),
            "permissionsBoundary": None,
            "maxSessionDuration": 7200,
        },
        {"path": "/team/"},
    ),
    Case(
        "iam/rolePolicy:RolePolicy",
        {"role": "$role", "policy": policy("s3:GetObject", "*")},
        {"policy": policy("s3:PutObject", "*")},
        {"role": "other"},
    ),
    Case(
        "iam/policy:Policy",
        {"policy": policy("s3:GetObject", "*"), "description": "reads"},
        {"policy": policy("s3:PutObject", "*")},
        {"description": "writes"},
    ),
    Case(
        "iam/rolePolicyAttachment:RolePolicyAttachment",
        {"role": "$role", "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
        None,
        {"policyArn": "arn:aws:iam::aws:policy/PowerUserAccess"},
    ),
    Case("iam/instanceProfile:InstanceProfile", {"role": "$role"}, {"role": "$role_b"}),
    Case(
        "ssm/parameter:Parameter",
        {"name": "/fraud/dev", "type": "String", "value": "{}", "description": "defaults"},
        {"value": '{"a": 1}'},
        {"name": "/fraud/other"},
    ),
    Case(
        "s3/bucket:Bucket",
        {"forceDestroy": True, "tags": {"zone": "raw"}},
        {"tags": {"zone": "curated"}},
        {"bucket": "another-bucket"},
    ),
    Case(
        "s3/bucketVersioning:BucketVersioning",
        {"bucket": "$bucket", "versioningConfiguration": {"status": "Enabled"}},
        {"versioningConfiguration": {"status": "Suspended"}},
    ),
    Case(
        "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        {
            "bucket": "$bucket",
            "rules": [
                {
                    "applyServerSideEncryptionByDefault": {
                        "sseAlgorithm": "aws:kms",
                        "kmsMasterKeyId": "$key_arn",
                    },
                    "bucketKeyEnabled": True,
                }
            ],
        },
        {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]},
    ),
    Case(
        "s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        {"bucket": "$bucket", "blockPublicAcls": True, "restrictPublicBuckets": True},
        {"blockPublicPolicy": True},
        {"bucket": "another-bucket"},
    ),
    Case(
        "s3/bucketOwnershipControls:BucketOwnershipControls",
        {"bucket": "$bucket", "rule": {"objectOwnership": "BucketOwnerEnforced"}},
        {"rule": {"objectOwnership": "BucketOwnerPreferred"}},
    ),
    Case(
        "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        {
            "bucket": "$bucket",
            "rules": [
                {
                    "id": "old-versions",
                    "status": "Enabled",
                    "noncurrentVersionExpiration": {"noncurrentDays": 30},
                    "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
                },
                {
                    "id": "cold",
                    "status": "Enabled",
                    "filter": {"prefix": "archive/"},
                    "transitions": [{"days": 30, "storageClass": "STANDARD_IA"}],
                },
            ],
        },
        {"rules": [{"id": "gone", "status": "Enabled", "expiration": {"days": 90}}]},
    ),
    Case(
        "s3/bucketPolicy:BucketPolicy",
        {
            "bucket": "$bucket",
            "policy": policy("s3:GetObject", "arn:aws:s3:::$bucket/*", Principal=ANYBODY),
        },
        {"policy": policy("s3:PutObject", "arn:aws:s3:::$bucket/*", Principal=ANYBODY)},
    ),
    Case(
        "s3/bucketLogging:BucketLogging",
        {"bucket": "$bucket", "targetBucket": "$logs", "targetPrefix": "raw/"},
        {"targetPrefix": "raw-zone/"},
    ),
    Case(
        "s3/bucketObjectv2:BucketObjectv2",
        {
            "bucket": "$bucket",
            "key": "config.yaml",
            "content": "a: 1",
            "contentType": "text/yaml",
            "serverSideEncryption": "aws:kms",
            "kmsKeyId": "$key_arn",
        },
        {"content": "a: 2"},
        {"key": "other.yaml"},
    ),
    Case(
        "s3/bucketNotification:BucketNotification",
        {"bucket": "$bucket", "eventbridge": True},
    ),
    Case(
        "glue/catalogDatabase:CatalogDatabase",
        {"description": "raw", "locationUri": "s3://lake/raw/"},
        {"description": "raw zone"},
        {"name": "other"},
    ),
    Case(
        "glue/securityConfiguration:SecurityConfiguration",
        {
            "encryptionConfiguration": {
                "cloudwatchEncryption": {
                    "cloudwatchEncryptionMode": "SSE-KMS",
                    "kmsKeyArn": "$key_arn",
                },
                "jobBookmarksEncryption": {
                    "jobBookmarksEncryptionMode": "CSE-KMS",
                    "kmsKeyArn": "$key_arn",
                },
                "s3Encryption": {"s3EncryptionMode": "SSE-KMS", "kmsKeyArn": "$key_arn"},
            }
        },
        None,
        {
            "encryptionConfiguration": {
                "cloudwatchEncryption": {},
                "jobBookmarksEncryption": {},
                "s3Encryption": {},
            }
        },
    ),
    Case(
        "athena/workgroup:Workgroup",
        {
            "forceDestroy": True,
            "configuration": {
                "bytesScannedCutoffPerQuery": 10737418240,
                "enforceWorkgroupConfiguration": True,
                "resultConfiguration": {
                    "outputLocation": "s3://results/",
                    "encryptionConfiguration": {
                        "encryptionOption": "SSE_KMS",
                        "kmsKeyArn": "$key_arn",
                    },
                },
            },
        },
        {"configuration": {"bytesScannedCutoffPerQuery": 20000000000}, "description": "queries"},
    ),
    Case(
        "ecr/repository:Repository",
        {
            "imageTagMutability": "IMMUTABLE",
            "imageScanningConfiguration": {"scanOnPush": True},
            "encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": "$key_arn"}],
            "forceDelete": True,
        },
        {"imageTagMutability": "MUTABLE", "imageScanningConfiguration": {"scanOnPush": False}},
        {"encryptionConfigurations": [{"encryptionType": "AES256"}]},
    ),
    Case(
        "ecr/lifecyclePolicy:LifecyclePolicy",
        {
            "repository": "$repository",
            "policy": json.dumps(
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
        },
        None,
        {"repository": "other"},
    ),
    Case(
        "ecr/repositoryPolicy:RepositoryPolicy",
        {
            "repository": "$repository",
            "policy": json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Sid": "Pull",
                            "Effect": "Allow",
                            "Principal": ANYBODY,
                            "Action": "ecr:BatchGetImage",
                        }
                    ],
                }
            ),
        },
        None,
        {"repository": "other"},
    ),
    Case(
        "sagemaker/studioLifecycleConfig:StudioLifecycleConfig",
        {
            "studioLifecycleConfigName": "idle",
            "studioLifecycleConfigAppType": "JupyterLab",
            "studioLifecycleConfigContent": "ZWNobw==",
        },
        LATER,
        {"studioLifecycleConfigContent": "bHM="},
    ),
    Case(
        "sagemaker/domain:Domain",
        {
            "domainName": "fraud-other",
            "authMode": "IAM",
            "vpcId": "$vpc",
            "subnetIds": ["$subnet"],
            "appNetworkAccessType": "VpcOnly",
            "kmsKeyId": "$key_arn",
            "defaultUserSettings": {
                "executionRole": "$role_arn",
                "securityGroups": ["$group"],
                "jupyterLabAppSettings": {
                    "appLifecycleManagement": {
                        "idleSettings": {
                            "idleTimeoutInMinutes": 60,
                            "lifecycleManagement": "ENABLED",
                        }
                    }
                },
            },
            "domainSettings": {
                "securityGroupIds": ["$group"],
                "dockerSettings": {"enableDockerAccess": "DISABLED"},
            },
            "retentionPolicy": {"homeEfsFileSystem": "Delete"},
        },
        {"defaultUserSettings": {"executionRole": "$role_arn", "studioWebPortal": "ENABLED"}},
        {"authMode": "SSO"},
    ),
    Case(
        "sagemaker/userProfile:UserProfile",
        {
            "domainId": "$domain",
            "userProfileName": "ann",
            "userSettings": {"executionRole": "$role_arn", "securityGroups": ["$group"]},
        },
        {"userSettings": {"executionRole": "$role_arn"}},
        {"userProfileName": "ben"},
    ),
    Case(
        "sagemaker/space:Space",
        {
            "domainId": "$domain",
            "spaceName": "shared",
            "ownershipSettings": {"ownerUserProfileName": "ann"},
            "spaceSharingSettings": {"sharingType": "Private"},
            "spaceSettings": {
                "appType": "JupyterLab",
                "spaceStorageSettings": {"ebsStorageSettings": {"ebsVolumeSizeInGb": 10}},
            },
        },
        {"spaceDisplayName": "Shared"},
        {"spaceSharingSettings": {"sharingType": "Shared"}},
    ),
    Case(
        "sagemaker/mlflowTrackingServer:MlflowTrackingServer",
        {
            "trackingServerName": "fraud-dev",
            "artifactStoreUri": "s3://artifacts/mlflow",
            "roleArn": "$role_arn",
            "trackingServerSize": "Small",
        },
        {"trackingServerSize": "Medium", "automaticModelRegistration": True},
        {"mlflowVersion": "2.16"},
    ),
    Case(
        "sagemaker/modelPackageGroup:ModelPackageGroup",
        {"modelPackageGroupName": "fraud-other", "modelPackageGroupDescription": "models"},
        LATER,
        {"modelPackageGroupDescription": "other models"},
    ),
    Case(
        "sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy",
        {
            "modelPackageGroupName": "$registry",
            "resourcePolicy": policy(
                "sagemaker:DescribeModelPackageGroup",
                "arn:aws:sagemaker:eu-west-1:000000000000:model-package-group/$registry",
                Principal=ANYBODY,
            ),
        },
        {
            "resourcePolicy": policy(
                "sagemaker:DescribeModelPackage",
                "arn:aws:sagemaker:eu-west-1:000000000000:model-package-group/$registry",
                Principal=ANYBODY,
            )
        },
    ),
    Case(
        "sagemaker/modelCard:ModelCard",
        {
            "modelCardName": "card",
            "modelCardStatus": "Draft",
            "content": json.dumps({"model_overview": {"model_description": "finds fraud"}}),
            "securityConfig": {"kmsKeyId": "$key_arn"},
        },
        {"modelCardStatus": "Approved"},
        {"securityConfig": {"kmsKeyId": "$key"}},
    ),
    Case(
        "sagemaker/model:Model",
        {
            "executionRoleArn": "$role_arn",
            "primaryContainer": {
                "image": "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud:1",
                "modelDataUrl": "s3://artifacts/model.tar.gz",
                "environment": {"LEVEL": "1"},
            },
            "vpcConfig": {"subnets": ["$subnet"], "securityGroupIds": ["$group"]},
            "enableNetworkIsolation": True,
        },
        LATER,
        {"primaryContainer": {"image": "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud:2"}},
    ),
    Case(
        "sagemaker/endpointConfiguration:EndpointConfiguration",
        {
            "kmsKeyArn": "$key_arn",
            "productionVariants": [
                {
                    "modelName": "$model",
                    "variantName": "main",
                    "initialInstanceCount": 1,
                    "instanceType": "ml.m5.large",
                }
            ],
            "dataCaptureConfig": {
                "enableCapture": True,
                "initialSamplingPercentage": 50,
                "destinationS3Uri": "s3://artifacts/capture",
                "captureOptions": [{"captureMode": "Input"}, {"captureMode": "Output"}],
            },
        },
        LATER,
        {
            "productionVariants": [
                {
                    "modelName": "$model",
                    "variantName": "main",
                    "initialInstanceCount": 2,
                    "instanceType": "ml.m5.large",
                }
            ]
        },
    ),
    Case(
        "sagemaker/endpoint:Endpoint",
        {
            "endpointConfigName": "$configuration",
            "deploymentConfig": {
                "blueGreenUpdatePolicy": {
                    "trafficRoutingConfiguration": {
                        "type": "ALL_AT_ONCE",
                        "waitIntervalInSeconds": 60,
                    }
                },
                "autoRollbackConfiguration": {"alarms": [{"alarmName": "errors"}]},
            },
        },
        {"endpointConfigName": "$configuration_b"},
        {"name": "other"},
    ),
    Case(
        "ec2/launchTemplate:LaunchTemplate",
        {
            "metadataOptions": {"httpTokens": "required", "httpPutResponseHopLimit": 1},
            "blockDeviceMappings": [
                {
                    "deviceName": "/dev/xvda",
                    "ebs": {"volumeSize": 100, "encrypted": "true", "kmsKeyId": "$key_arn"},
                }
            ],
            "tagSpecifications": [{"resourceType": "instance", "tags": {"team": "fraud"}}],
            "updateDefaultVersion": True,
        },
        {"metadataOptions": {"httpTokens": "required", "httpPutResponseHopLimit": 2}},
        {"name": "other"},
    ),
    Case(
        "batch/computeEnvironment:ComputeEnvironment",
        {
            "type": "MANAGED",
            "state": "ENABLED",
            "serviceRole": "$role_arn",
            "computeResources": {
                "type": "SPOT",
                "allocationStrategy": "SPOT_PRICE_CAPACITY_OPTIMIZED",
                "minVcpus": 0,
                "maxVcpus": 16,
                "instanceTypes": ["g5.xlarge"],
                "subnets": ["$subnet"],
                "securityGroupIds": ["$group"],
                "instanceRole": "$profile_arn",
                "ec2Configurations": [{"imageType": "ECS_AL2_NVIDIA"}],
            },
        },
        {"state": "DISABLED"},
        {"type": "UNMANAGED"},
    ),
    Case(
        "batch/jobQueue:JobQueue",
        {
            "state": "ENABLED",
            "priority": 1,
            "computeEnvironmentOrders": [{"order": 1, "computeEnvironment": "$environment_arn"}],
        },
        {"priority": 2},
        {"name": "other"},
    ),
    Case(
        "batch/jobDefinition:JobDefinition",
        {
            "type": "container",
            "platformCapabilities": ["EC2"],
            "timeout": {"attemptDurationSeconds": 3600},
            "retryStrategy": {
                "attempts": 2,
                "evaluateOnExits": [{"action": "RETRY", "onStatusReason": "Host EC2*"}],
            },
            "containerProperties": json.dumps(
                {
                    "image": "train:1",
                    "command": ["python", "train.py"],
                    "jobRoleArn": "$role_arn",
                    "resourceRequirements": [
                        {"type": "GPU", "value": "1"},
                        {"type": "VCPU", "value": "4"},
                        {"type": "MEMORY", "value": "16000"},
                    ],
                }
            ),
        },
        {"timeout": {"attemptDurationSeconds": 7200}},
        {"name": "other"},
    ),
    Case(
        "appautoscaling/target:Target",
        {
            "minCapacity": 1,
            "maxCapacity": 2,
            "resourceId": "endpoint/$endpoint/variant/main",
            "scalableDimension": "sagemaker:variant:DesiredInstanceCount",
            "serviceNamespace": "sagemaker",
        },
        {"maxCapacity": 3},
        {"resourceId": "endpoint/other/variant/main"},
    ),
    Case(
        "appautoscaling/policy:Policy",
        {
            "policyType": "TargetTrackingScaling",
            "resourceId": "endpoint/$endpoint/variant/main",
            "scalableDimension": "sagemaker:variant:DesiredInstanceCount",
            "serviceNamespace": "sagemaker",
            "targetTrackingScalingPolicyConfiguration": {
                "targetValue": 70,
                "predefinedMetricSpecification": {
                    "predefinedMetricType": "SageMakerVariantInvocationsPerInstance"
                },
            },
        },
        {
            "targetTrackingScalingPolicyConfiguration": {
                "targetValue": 50,
                "predefinedMetricSpecification": {
                    "predefinedMetricType": "SageMakerVariantInvocationsPerInstance"
                },
            }
        },
        {"name": "other"},
    ),
    Case(
        "cloudwatch/metricAlarm:MetricAlarm",
        {
            "comparisonOperator": "GreaterThanThreshold",
            "evaluationPeriods": 3,
            "threshold": 1,
            "alarmActions": ["$topic"],
            "metricQueries": [
                {"id": "rate", "expression": "errors/calls", "returnData": True},
                {
                    "id": "errors",
                    "metric": {
                        "metricName": "Invocation5XXErrors",
                        "namespace": "AWS/SageMaker",
                        "period": 60,
                        "stat": "Sum",
                        "dimensions": {"EndpointName": "fraud"},
                    },
                },
                {
                    "id": "calls",
                    "metric": {
                        "metricName": "Invocations",
                        "namespace": "AWS/SageMaker",
                        "period": 60,
                        "stat": "Sum",
                    },
                },
            ],
        },
        {"threshold": 2},
        {"name": "other"},
    ),
    Case(
        "cloudwatch/compositeAlarm:CompositeAlarm",
        {"alarmName": "both", "alarmRule": "ALARM(one) AND ALARM(two)"},
        {"alarmDescription": "both at once"},
        {"alarmName": "other"},
    ),
    Case(
        "cloudwatch/dashboard:Dashboard",
        {
            "dashboardName": "fraud",
            "dashboardBody": json.dumps(
                {
                    "widgets": [
                        {
                            "type": "text",
                            "x": 0,
                            "y": 0,
                            "width": 6,
                            "height": 6,
                            "properties": {"markdown": "fraud"},
                        }
                    ]
                }
            ),
        },
        {"dashboardBody": json.dumps({"widgets": []})},
        {"dashboardName": "other"},
    ),
    Case(
        "cloudwatch/logGroup:LogGroup",
        {"name": "/fraud/dev", "retentionInDays": 30, "kmsKeyId": "$key_arn"},
        {"retentionInDays": 90, "kmsKeyId": None},
        {"name": "/fraud/other"},
    ),
    Case(
        "cloudwatch/logResourcePolicy:LogResourcePolicy",
        {"policyName": "delivery", "policyDocument": policy("logs:PutLogEvents", "*")},
        {"policyDocument": policy("logs:CreateLogStream", "*")},
        {"policyName": "other"},
    ),
    Case(
        "cloudwatch/eventRule:EventRule",
        {"description": "approvals", "eventPattern": '{"source": ["aws.sagemaker"]}'},
        {"eventPattern": '{"source": ["aws.batch"]}'},
        {"name": "other"},
    ),
    Case(
        "cloudwatch/eventTarget:EventTarget",
        {
            "rule": "$rule",
            "arn": "$topic",
            "inputTransformer": {"inputPaths": {"what": "$.detail"}, "inputTemplate": '"<what>"'},
        },
        {"inputTransformer": {"inputTemplate": '"approved"'}},
        {"targetId": "other"},
    ),
    Case(
        "sns/topic:Topic",
        {"kmsMasterKeyId": "$key_arn"},
        {"kmsMasterKeyId": None, "displayName": "fraud"},
        {"name": "other"},
    ),
    Case(
        "sns/topicPolicy:TopicPolicy",
        {"arn": "$topic", "policy": policy("sns:Publish", "$topic", Principal=ANYBODY)},
        {"policy": policy("sns:Subscribe", "$topic", Principal=ANYBODY)},
    ),
    Case(
        "sns/topicSubscription:TopicSubscription",
        {"topic": "$topic", "protocol": "email", "endpoint": "ml@example.com"},
        {"filterPolicy": '{"team": ["fraud"]}'},
        {"endpoint": "other@example.com"},
    ),
    Case(
        "sqs/queue:Queue",
        {"visibilityTimeoutSeconds": 60, "messageRetentionSeconds": 1209600},
        {"visibilityTimeoutSeconds": 90},
        {"name": "other"},
    ),
    Case(
        "sqs/queuePolicy:QueuePolicy",
        {"queueUrl": "$queue", "policy": policy("sqs:SendMessage", "*", Principal=ANYBODY)},
        {"policy": policy("sqs:ReceiveMessage", "*", Principal=ANYBODY)},
    ),
    Case(
        "budgets/budget:Budget",
        {
            "budgetType": "COST",
            "timeUnit": "MONTHLY",
            "limitAmount": "100",
            "limitUnit": "USD",
            "costFilters": [{"name": "TagKeyValue", "values": ["user:team$fraud"]}],
            "notifications": [
                {
                    "comparisonOperator": "GREATER_THAN",
                    "threshold": 80,
                    "thresholdType": "PERCENTAGE",
                    "notificationType": "ACTUAL",
                    "subscriberEmailAddresses": ["ml@example.com"],
                }
            ],
        },
        {"limitAmount": "200"},
        {"name": "other"},
    ),
    Case(
        "costexplorer/anomalyMonitor:AnomalyMonitor",
        {
            "name": "fraud",
            "monitorType": "CUSTOM",
            "monitorSpecification": '{"Tags": {"Key": "team", "Values": ["fraud"]}}',
        },
        {"name": "fraud costs"},
        {"monitorSpecification": '{"Tags": {"Key": "team", "Values": ["other"]}}'},
    ),
    Case(
        "costexplorer/anomalySubscription:AnomalySubscription",
        {
            "name": "fraud",
            "frequency": "DAILY",
            "monitorArnLists": ["$monitor"],
            "subscribers": [{"address": "ml@example.com", "type": "EMAIL"}],
            "thresholdExpression": {
                "dimension": {
                    "key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                    "matchOptions": ["GREATER_THAN_OR_EQUAL"],
                    "values": ["100"],
                }
            },
        },
        {"frequency": "WEEKLY"},
    ),
    Case(
        "costexplorer/costAllocationTag:CostAllocationTag",
        {"tagKey": "team", "status": "Active"},
        {"status": "Inactive"},
        {"tagKey": "owner"},
    ),
)
