"""Nobody gives a space in Studio more disk than the team allows."""

from collections.abc import Iterator

from policies.rule import Props, rule

_SETTINGS = {
    "defaultUserSettings": "default_user_settings",
    "defaultSpaceSettings": "default_space_settings",
}


@rule(
    applies_to="aws:sagemaker/domain:Domain",
    why="people choose the size of a space's disk, which is paid for while its app is stopped",
    source="Amazon SageMaker AI API Reference, DefaultEbsStorageSettings",
)
def studio_limits_space_storage(domain: Props) -> Iterator[str]:
    """Studio domains limit the disks of private and shared spaces."""
    for key, python_name in _SETTINGS.items():
        if key in domain or key == "defaultUserSettings":
            storage = domain.get(key, {}).get("spaceStorageSettings", {})
            if "maximumEbsVolumeSizeInGb" not in storage.get("defaultEbsStorageSettings", {}):
                yield f"set maximum_ebs_volume_size_in_gb in {python_name}"
