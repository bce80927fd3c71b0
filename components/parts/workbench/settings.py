"""What a team may choose about its workbench, and what contradicts itself."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.parts.common.instance_types import is_instance_type
from components.settings import team_settings

DEFAULT_IDLE_TIMEOUT_MINUTES = 60
DEFAULT_MAX_IDLE_TIMEOUT_MINUTES = 240
DEFAULT_VOLUME_GIB = 20
DEFAULT_MAX_VOLUME_GIB = 100
DEFAULT_INSTANCE_TYPE = "ml.t3.medium"

# SageMaker takes capitals too; ARNs and session tags are compared letter by letter.
_PROFILE = re.compile(r"[a-z0-9](-*[a-z0-9]){0,62}")
_DOMAIN_ID = re.compile(r"d-(-*[a-z0-9]){1,61}")
_SECURITY_GROUP = re.compile(r"sg-[0-9a-z]+")
_ACCOUNT = re.compile(r"\d{12}")

_OF_A_NEW_DOMAIN = (
    "default_instance_type",
    "default_volume_gib",
    "docker_access",
    "docker_trusted_account_ids",
    "idle_timeout_minutes",
    "max_idle_timeout_minutes",
    "max_volume_gib",
    "source_identity",
)


class SignIn(StrEnum):
    """How people come to Studio, in SageMaker's own words."""

    IAM = "IAM"
    SSO = "SSO"


class ProfilePersona(StrEnum):
    """Personas that work in Studio."""

    DATA_SCIENTIST = "data-scientist"
    ML_ENGINEER = "ml-engineer"


@team_settings
class UserProfileSettings(TypedDict):
    """One person in Studio."""

    persona: NotRequired[ProfilePersona]
    """`data-scientist` or `ml-engineer`: the role that the person's apps run with.
    Default: data-scientist."""

    sso_user_name: NotRequired[str]
    """User name in IAM Identity Center, for `sign_in: SSO`. Default: the name of the profile."""


@team_settings
class WorkbenchSettings(TypedDict):
    """What a team may choose about its workbench."""

    domain_id: NotRequired[str]
    """Id of an existing Studio domain to adopt; only user profiles are then created.
    Default: a domain is created."""

    domain_security_group_id: NotRequired[str]
    """Security group of people's apps in an adopted domain. Default: that of the domain."""

    sign_in: NotRequired[SignIn]
    """`IAM` for people who assume a persona's role, `SSO` for IAM Identity Center; a change
    replaces the domain. Default: IAM."""

    user_profiles: NotRequired[dict[str, UserProfileSettings]]
    """People by the name of their profile: small letters, digits and hyphens. Default: none."""

    idle_timeout_minutes: NotRequired[int]
    """Minutes without use after which an app is stopped, 60 to 525600. Default: 60."""

    max_idle_timeout_minutes: NotRequired[int]
    """The longest idle time that a person may choose, 60 to 525600 minutes. Default: 240, or
    `idle_timeout_minutes` if that is longer."""

    default_instance_type: NotRequired[str]
    """Instance type of an app for which none is chosen. Default: ml.t3.medium."""

    default_volume_gib: NotRequired[int]
    """Size of a new space's volume in GiB, 5 to 16384. Default: 20."""

    max_volume_gib: NotRequired[int]
    """The largest volume that a space may have in GiB, 5 to 16384. Default: 100, or
    `default_volume_gib` if that is larger."""

    docker_access: NotRequired[bool]
    """Whether people may build and run containers in Studio. Default: False."""

    docker_trusted_account_ids: NotRequired[list[str]]
    """Accounts from whose repositories Docker in Studio may pull. Default: none."""

    source_identity: NotRequired[bool]
    """Whether the audit trail names the profile behind each call; every role that is handed to
    SageMaker from Studio must then allow it. Default: False."""


def workbench_problems(args: WorkbenchSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    idle = args.get("idle_timeout_minutes", DEFAULT_IDLE_TIMEOUT_MINUTES)
    longest = max_idle_timeout_minutes(args)
    volume = args.get("default_volume_gib", DEFAULT_VOLUME_GIB)
    largest = max_volume_gib(args)
    for field, value, least, most, unit in (
        ("idle_timeout_minutes", idle, 60, 525600, "minutes"),
        (
            "max_idle_timeout_minutes",
            args.get("max_idle_timeout_minutes", 60),
            60,
            525600,
            "minutes",
        ),
        ("default_volume_gib", volume, 5, 16384, "GiB"),
        ("max_volume_gib", args.get("max_volume_gib", 5), 5, 16384, "GiB"),
    ):
        if not least <= value <= most:
            yield Problem(field, f"must be {least} to {most} {unit}, got {value}")
    if longest < idle:
        yield Problem(
            "max_idle_timeout_minutes",
            f"must be at least idle_timeout_minutes, which is {idle}, got {longest}",
        )
    if largest < volume:
        yield Problem(
            "max_volume_gib",
            f"must be at least default_volume_gib, which is {volume}, got {largest}",
        )
    instance_type = args.get("default_instance_type", DEFAULT_INSTANCE_TYPE)
    if not is_instance_type(instance_type):
        yield Problem(
            "default_instance_type", f"must look like ml.m5.xlarge, got {instance_type!r}"
        )
    yield from choice_problems("sign_in", args.get("sign_in", SignIn.IAM), SignIn)
    yield from _docker_problems(args)
    yield from _adoption_problems(args)
    for name, profile in args.get("user_profiles", {}).items():
        yield from _profile_problems(name, profile, args)


def max_idle_timeout_minutes(args: WorkbenchSettings) -> int:
    """Return the longest idle time that a person may choose."""
    idle = args.get("idle_timeout_minutes", DEFAULT_IDLE_TIMEOUT_MINUTES)
    return args.get("max_idle_timeout_minutes", max(idle, DEFAULT_MAX_IDLE_TIMEOUT_MINUTES))


def max_volume_gib(args: WorkbenchSettings) -> int:
    """Return the largest volume that a space may have."""
    volume = args.get("default_volume_gib", DEFAULT_VOLUME_GIB)
    return args.get("max_volume_gib", max(volume, DEFAULT_MAX_VOLUME_GIB))


def _profile_problems(
    name: str, profile: UserProfileSettings, args: WorkbenchSettings
) -> Iterator[Problem]:
    where = f"user_profiles.{name}"
    if not _PROFILE.fullmatch(name):
        yield Problem(
            where, f"must be up to 63 small letters, digits and hyphens between them, got {name!r}"
        )
    persona = profile.get("persona", ProfilePersona.DATA_SCIENTIST)
    yield from choice_problems(f"{where}.persona", persona, ProfilePersona)
    if "sso_user_name" in profile and args.get("sign_in", SignIn.IAM) != SignIn.SSO:
        yield Problem(f"{where}.sso_user_name", "must be left out unless sign_in is SSO")


def _docker_problems(args: WorkbenchSettings) -> Iterator[Problem]:
    accounts = args.get("docker_trusted_account_ids", [])
    if accounts and not args.get("docker_access", False):
        yield Problem("docker_trusted_account_ids", "must be left out unless docker_access is on")
    for i, account in enumerate(accounts):
        if not _ACCOUNT.fullmatch(account):
            yield Problem(f"docker_trusted_account_ids[{i}]", f"must be 12 digits, got {account!r}")
    if len(accounts) > 20:
        yield Problem(
            "docker_trusted_account_ids", f"must list at most 20 accounts, got {len(accounts)}"
        )


def _adoption_problems(args: WorkbenchSettings) -> Iterator[Problem]:
    group = args.get("domain_security_group_id")
    if group is not None and not _SECURITY_GROUP.fullmatch(group):
        yield Problem(
            "domain_security_group_id", f"must be the id of a security group, got {group!r}"
        )
    domain = args.get("domain_id")
    if domain is None:
        if group is not None:
            yield Problem(
                "domain_security_group_id", "must be left out unless domain_id adopts a domain"
            )
        return
    if not _DOMAIN_ID.fullmatch(domain):
        yield Problem("domain_id", f"must be the id of a Studio domain, got {domain!r}")
    for field in _OF_A_NEW_DOMAIN:
        if field in args:
            yield Problem(field, "must be left out when domain_id adopts a domain")
