"""What an account still holds of what a stack makes."""

from typing import Any

from tests.e2e.checkout import Checkout


def remains(checkout: Checkout) -> dict[str, Any]:
    """Everything left, by kind; empty when nothing is."""
    ec2, iam, kms = checkout.client("ec2"), checkout.client("iam"), checkout.client("kms")
    sagemaker = checkout.client("sagemaker")
    keys = [kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in kms.list_keys()["Keys"]]
    held = {
        "buckets": [b["Name"] for b in checkout.client("s3").list_buckets()["Buckets"]],
        # Service-linked roles are AWS's own and stay.
        "roles": [
            role["RoleName"]
            for role in iam.list_roles()["Roles"]
            if "/aws-service-role/" not in role["Path"]
        ],
        "policies": [p["PolicyName"] for p in iam.list_policies(Scope="Local")["Policies"]],
        "profiles": iam.list_instance_profiles()["InstanceProfiles"],
        "vpcs": [v["VpcId"] for v in ec2.describe_vpcs()["Vpcs"] if not v["IsDefault"]],
        "addresses": ec2.describe_addresses()["Addresses"],
        "launch templates": ec2.describe_launch_templates()["LaunchTemplates"],
        "security groups": [
            group["GroupId"]
            for group in ec2.describe_security_groups()["SecurityGroups"]
            if group["GroupName"] != "default"
        ],
        "models": sagemaker.list_models()["Models"],
        "endpoints": sagemaker.list_endpoints()["Endpoints"],
        "endpoint configurations": sagemaker.list_endpoint_configs()["EndpointConfigs"],
        "domains": sagemaker.list_domains()["Domains"],
        "groups": sagemaker.list_model_package_groups()["ModelPackageGroupSummaryList"],
        "trackers": sagemaker.list_mlflow_tracking_servers()["TrackingServerSummaries"],
        "topics": checkout.client("sns").list_topics()["Topics"],
        "alarms": checkout.client("cloudwatch").describe_alarms()["MetricAlarms"],
        "dashboards": checkout.client("cloudwatch").list_dashboards()["DashboardEntries"],
        "log groups": checkout.client("logs").describe_log_groups()["logGroups"],
        "repositories": checkout.client("ecr").describe_repositories()["repositories"],
        "rules": checkout.client("events").list_rules()["Rules"],
        "queues": checkout.client("batch").describe_job_queues()["jobQueues"],
        "databases": checkout.client("glue").get_databases()["DatabaseList"],
        "parameters": checkout.client("ssm").describe_parameters()["Parameters"],
        "keys": [
            key["KeyId"]
            for key in keys
            if key["KeyManager"] == "CUSTOMER" and key["KeyState"] == "Enabled"
        ],
    }
    return {what: found for what, found in held.items() if found}
