"""Studio defaults: what people's apps and spaces get, and cannot exceed."""

import pulumi
from pulumi_aws import sagemaker

from components.parts.workbench.settings import (
    DEFAULT_IDLE_TIMEOUT_MINUTES,
    DEFAULT_INSTANCE_TYPE,
    DEFAULT_VOLUME_GIB,
    WorkbenchSettings,
    max_idle_timeout_minutes,
    max_volume_gib,
)

HIDDEN_APPS = ("Canvas", "JupyterServer", "RStudioServerPro")
"""Kinds of app that Studio does not offer: billed by the session, or without idle shutdown.

SageMaker fails to make a domain that hides KernelGateway or RSessionGateway, which its API lists;
nobody opens these two by themselves.
"""


def user_defaults(
    args: WorkbenchSettings, role_arn: pulumi.Input[str], group: pulumi.Input[str]
) -> sagemaker.DomainDefaultUserSettingsArgs:
    """Defaults of every person and of private spaces."""
    instance_type = args.get("default_instance_type", DEFAULT_INSTANCE_TYPE)
    idle, longest = _idle(args)
    return sagemaker.DomainDefaultUserSettingsArgs(
        execution_role=role_arn,
        security_groups=[group],
        default_landing_uri="studio::",
        studio_web_portal="ENABLED",
        studio_web_portal_settings=sagemaker.DomainDefaultUserSettingsStudioWebPortalSettingsArgs(
            hidden_app_types=list(HIDDEN_APPS)
        ),
        # Outputs of notebooks can hold data; sharing would copy them to a bucket.
        sharing_settings=sagemaker.DomainDefaultUserSettingsSharingSettingsArgs(
            notebook_output_option="Disabled"
        ),
        jupyter_lab_app_settings=sagemaker.DomainDefaultUserSettingsJupyterLabAppSettingsArgs(
            default_resource_spec=sagemaker.DomainDefaultUserSettingsJupyterLabAppSettingsDefaultResourceSpecArgs(
                instance_type=instance_type
            ),
            app_lifecycle_management=sagemaker.DomainDefaultUserSettingsJupyterLabAppSettingsAppLifecycleManagementArgs(
                idle_settings=sagemaker.DomainDefaultUserSettingsJupyterLabAppSettingsAppLifecycleManagementIdleSettingsArgs(
                    lifecycle_management="ENABLED",
                    idle_timeout_in_minutes=idle,
                    min_idle_timeout_in_minutes=60,
                    max_idle_timeout_in_minutes=longest,
                )
            ),
        ),
        code_editor_app_settings=sagemaker.DomainDefaultUserSettingsCodeEditorAppSettingsArgs(
            default_resource_spec=sagemaker.DomainDefaultUserSettingsCodeEditorAppSettingsDefaultResourceSpecArgs(
                instance_type=instance_type
            ),
            app_lifecycle_management=sagemaker.DomainDefaultUserSettingsCodeEditorAppSettingsAppLifecycleManagementArgs(
                idle_settings=sagemaker.DomainDefaultUserSettingsCodeEditorAppSettingsAppLifecycleManagementIdleSettingsArgs(
                    lifecycle_management="ENABLED",
                    idle_timeout_in_minutes=idle,
                    min_idle_timeout_in_minutes=60,
                    max_idle_timeout_in_minutes=longest,
                )
            ),
        ),
        space_storage_settings=sagemaker.DomainDefaultUserSettingsSpaceStorageSettingsArgs(
            default_ebs_storage_settings=sagemaker.DomainDefaultUserSettingsSpaceStorageSettingsDefaultEbsStorageSettingsArgs(
                default_ebs_volume_size_in_gb=args.get("default_volume_gib", DEFAULT_VOLUME_GIB),
                maximum_ebs_volume_size_in_gb=max_volume_gib(args),
            )
        ),
    )


def space_defaults(
    args: WorkbenchSettings, role_arn: pulumi.Input[str], group: pulumi.Input[str]
) -> sagemaker.DomainDefaultSpaceSettingsArgs:
    """Defaults of shared spaces, which take none of those of a person."""
    idle, longest = _idle(args)
    return sagemaker.DomainDefaultSpaceSettingsArgs(
        execution_role=role_arn,
        security_groups=[group],
        jupyter_lab_app_settings=sagemaker.DomainDefaultSpaceSettingsJupyterLabAppSettingsArgs(
            default_resource_spec=sagemaker.DomainDefaultSpaceSettingsJupyterLabAppSettingsDefaultResourceSpecArgs(
                instance_type=args.get("default_instance_type", DEFAULT_INSTANCE_TYPE)
            ),
            app_lifecycle_management=sagemaker.DomainDefaultSpaceSettingsJupyterLabAppSettingsAppLifecycleManagementArgs(
                idle_settings=sagemaker.DomainDefaultSpaceSettingsJupyterLabAppSettingsAppLifecycleManagementIdleSettingsArgs(
                    lifecycle_management="ENABLED",
                    idle_timeout_in_minutes=idle,
                    min_idle_timeout_in_minutes=60,
                    max_idle_timeout_in_minutes=longest,
                )
            ),
        ),
        space_storage_settings=sagemaker.DomainDefaultSpaceSettingsSpaceStorageSettingsArgs(
            default_ebs_storage_settings=sagemaker.DomainDefaultSpaceSettingsSpaceStorageSettingsDefaultEbsStorageSettingsArgs(
                default_ebs_volume_size_in_gb=args.get("default_volume_gib", DEFAULT_VOLUME_GIB),
                maximum_ebs_volume_size_in_gb=max_volume_gib(args),
            )
        ),
    )


def _idle(args: WorkbenchSettings) -> tuple[int, int]:
    """Minutes until an idle app is stopped, and the most that a person may make of it."""
    idle = args.get("idle_timeout_minutes", DEFAULT_IDLE_TIMEOUT_MINUTES)
    return idle, max_idle_timeout_minutes(args)
