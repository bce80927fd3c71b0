"""SageMaker: a domain, a registry, a training job, and an endpoint that scales."""

import json
from collections.abc import Callable
from typing import Any

from tests.sandbox.account.level_0.clients import Clients
from tests.sandbox.account.level_0.values import IMAGE, TAGS, TRUST

SHARE = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                **json.loads(TRUST)["Statement"][0],
                "Action": "sagemaker:CreateModel",
                "Resource": "*",
            }
        ],
    }
)


def create(c: Clients, net: dict[str, Any], role: str) -> dict[str, Any]:
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
    sm.put_model_package_group_policy(ModelPackageGroupName="fraud", ResourcePolicy=SHARE)
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


def reads(c: Clients, ids: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    sm = c.sagemaker
    domain = {"DomainId": ids["domain"]}
    return {
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
    }


def delete(c: Clients, ids: dict[str, Any]) -> None:
    sm = c.sagemaker
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
