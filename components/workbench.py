"""Workbench: the Studio domain that people work in, and their profiles."""

from collections.abc import Iterator

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.workbench.settings import (
    ProfilePersona,
    SignIn,
    UserProfileSettings,
    WorkbenchSettings,
    workbench_problems,
)
from components.parts.workbench.studio_defaults import space_defaults, user_defaults
from components.wiring import HoldsData, InNetwork, reached
from components.workload_security_group import WorkloadSecurityGroup


class WorkbenchArgs(WorkbenchSettings, HoldsData, InNetwork):
    """Inputs of `Workbench`."""

    kms_key_arn: pulumi.Input[str]
    """Key of the stack, which encrypts home directories and volumes."""

    execution_role_arn: pulumi.Input[str]
    """Role of data scientists, and of everybody in a shared space."""

    ml_engineer_role_arn: pulumi.Input[str]
    """Role of ML engineers."""


class Workbench(pulumi.ComponentResource):
    """A Studio domain without direct internet access whose apps stop when nobody uses them."""

    domain_id: pulumi.Output[str]
    """Id of the domain."""

    domain_arn: pulumi.Output[str]
    """ARN of the domain."""

    security_group_id: pulumi.Output[str | None]
    """Security group of apps; none for an adopted domain that keeps its own."""

    def __init__(
        self, name: str, args: WorkbenchArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject("workbench", self.problems(args))
        super().__init__("stepwell:index:Workbench", name, {**args}, opts)

        adopted = args.get("domain_id")
        if adopted is not None:
            self.domain_id = pulumi.Output.from_input(adopted)
            self.domain_arn = AwsScope.of(self).arn("sagemaker", f"domain/{adopted}")
            self.security_group_id = pulumi.Output.from_input(args.get("domain_security_group_id"))
        else:
            group = self._security_group(name, args)
            domain = self._domain(name, args, group)
            self.domain_id = domain.id
            self.domain_arn = domain.arn
            self.security_group_id = group.apply(_maybe)
        for profile_name, profile in args.get("user_profiles", {}).items():
            self._profile(name, profile_name, profile, args)
        self.register_outputs(
            {
                "domain_id": self.domain_id,
                "domain_arn": self.domain_arn,
                "security_group_id": self.security_group_id,
            }
        )

    def _security_group(self, name: str, args: WorkbenchArgs) -> pulumi.Output[str]:
        """Declare the security group of apps; return its id."""
        # Apps of one space talk to each other, and to the file system that holds the homes.
        return WorkloadSecurityGroup(
            f"{name}-network",
            {**reached(args), "self_traffic": True},
            pulumi.ResourceOptions(parent=self),
        ).security_group_id

    def _domain(
        self, name: str, args: WorkbenchArgs, group: pulumi.Output[str]
    ) -> aws.sagemaker.Domain:
        """Declare the domain."""
        protect = args.get("protect_data", True)
        docker = args.get("docker_access", False)
        return aws.sagemaker.Domain(
            f"{name}-domain",
            domain_name=name,
            auth_mode=SignIn(args.get("sign_in", SignIn.IAM)).value,
            app_network_access_type="VpcOnly",
            vpc_id=args["vpc_id"],
            subnet_ids=pulumi.Output.from_input(args["subnet_ids"]).apply(_first_two),
            kms_key_id=args["kms_key_arn"],
            tag_propagation="ENABLED",
            default_user_settings=user_defaults(args, args["execution_role_arn"], group),
            default_space_settings=space_defaults(args, args["execution_role_arn"], group),
            domain_settings=aws.sagemaker.DomainDomainSettingsArgs(
                docker_settings=aws.sagemaker.DomainDomainSettingsDockerSettingsArgs(
                    enable_docker_access="ENABLED" if docker else "DISABLED",
                    vpc_only_trusted_accounts=args.get("docker_trusted_account_ids"),
                ),
                execution_role_identity_config=(
                    "USER_PROFILE_NAME" if args.get("source_identity", False) else "DISABLED"
                ),
            ),
            retention_policy=aws.sagemaker.DomainRetentionPolicyArgs(
                home_efs_file_system="Retain" if protect else "Delete"
            ),
            opts=pulumi.ResourceOptions(parent=self, protect=protect),
        )

    def _profile(
        self, name: str, profile_name: str, profile: UserProfileSettings, args: WorkbenchArgs
    ) -> None:
        """Declare the profile of one person."""
        persona = ProfilePersona(profile.get("persona", ProfilePersona.DATA_SCIENTIST))
        role = {
            ProfilePersona.DATA_SCIENTIST: args["execution_role_arn"],
            ProfilePersona.ML_ENGINEER: args["ml_engineer_role_arn"],
        }[persona]
        sso = SignIn(args.get("sign_in", SignIn.IAM)) is SignIn.SSO
        own_group = args.get("domain_security_group_id")
        aws.sagemaker.UserProfile(
            f"{name}-profile-{profile_name}",
            domain_id=self.domain_id,
            user_profile_name=profile_name,
            single_sign_on_user_identifier="UserName" if sso else None,
            single_sign_on_user_value=profile.get("sso_user_name", profile_name) if sso else None,
            user_settings=aws.sagemaker.UserProfileUserSettingsArgs(
                execution_role=role,
                security_groups=None if own_group is None else [own_group],
            ),
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )

    @staticmethod
    def problems(args: WorkbenchSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from workbench_problems(args)


def _first_two(subnet_ids: list[str]) -> list[str]:
    """The subnets of a domain for good: the provider replaces it when they change.

    So a zone that joins the network later changes nothing here, and no home directory is lost.
    """
    return subnet_ids[:2]


def _maybe(value: str) -> str | None:
    return value
