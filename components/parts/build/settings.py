"""What a team may choose about the build of one image, and what contradicts itself."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NotRequired
from urllib.parse import urlsplit

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems
from components.settings import team_settings

DEFAULT_DIRECTORY = "."
DEFAULT_DOCKERFILE = "Dockerfile"
DEFAULT_TIMEOUT_MINUTES = 60

SOURCES = "source/"
"""Folder of the artifacts zone that CI may put archives into."""

_CONNECTION = re.compile(
    r"arn:aws[a-z-]*:(codeconnections|codestar-connections):\S+:connection/\S+"
)
_PATH = re.compile(r"\.|[\w-][\w./-]*")
VENDORS = {"github.com": "GITHUB", "gitlab.com": "GITLAB", "bitbucket.org": "BITBUCKET"}


class Severity(StrEnum):
    """How grave a finding of a scan is, in ECR's own words."""

    CRITICAL = "CRITICAL"
    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"


class BuildSize(StrEnum):
    """How large the machine of a build is."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@team_settings
class ImageBuildSettings(TypedDict):
    """What a team may choose about the build of one image."""

    source_url: NotRequired[str]
    """Repository on github.com, gitlab.com or bitbucket.org, `https://…/….git`; with
    connection_arn. Default: none."""

    connection_arn: NotRequired[str]
    """ARN of a connection of AWS CodeConnections to the repository's vendor. Default: none."""

    source_archive: NotRequired[str]
    """Key of a .zip in the artifacts zone, instead of a repository: `source/training.zip`.
    Default: none."""

    directory: NotRequired[str]
    """Folder of the source that is the image's context. Default: the whole source."""

    dockerfile: NotRequired[str]
    """Dockerfile in that folder. Default: Dockerfile."""

    test_command: NotRequired[str]
    """What is run in the image, without a network, before it is pushed. Default: nothing."""

    refused_severity: NotRequired[Severity]
    """The least grave finding that fails a build. Default: HIGH."""

    size: NotRequired[BuildSize]
    """Machine: `small` with 2 vCPUs and 4 GiB, `medium` with twice, `large` with four times that.
    Default: medium."""

    timeout_minutes: NotRequired[int]
    """Minutes after which a build is stopped, 5 to 480. Default: 60."""

    log_retention_days: NotRequired[int]
    """Days that the logs of builds are kept. Default: 90."""


def build_problems(args: ImageBuildSettings) -> Iterator[Problem]:
    """Yield what is wrong with the settings of a build."""
    url, archive = args.get("source_url"), args.get("source_archive")
    connection = args.get("connection_arn")
    if (url is None) == (archive is None):
        given = "both" if url else "neither"
        yield Problem("source_url", f"must be given, or else source_archive, got {given}")
    if url is not None:
        parts = urlsplit(url)
        plain = parts.scheme == "https" and parts.netloc in VENDORS and not parts.query
        if not plain:
            hosts = ", ".join(VENDORS)
            yield Problem("source_url", f"must be an https:// address on {hosts}, got {url!r}")
    if (url is None) != (connection is None):
        yield Problem("connection_arn", f"must be given with source_url only, got {connection!r}")
    elif connection is not None and not _CONNECTION.fullmatch(connection):
        yield Problem("connection_arn", f"must be the ARN of a connection, got {connection!r}")
    if archive is not None and not re.fullmatch(r"[\w-][\w./-]*\.zip", archive):
        yield Problem("source_archive", f"must be the key of a .zip, got {archive!r}")
    for field in ("directory", "dockerfile"):
        value = str(args.get(field, DEFAULT_DIRECTORY))
        if not _PATH.fullmatch(value) or ".." in value:
            yield Problem(field, f"must be a path within the source, got {value!r}")
    yield from choice_problems(
        "refused_severity", args.get("refused_severity", Severity.HIGH), Severity
    )
    yield from choice_problems("size", args.get("size", BuildSize.MEDIUM), BuildSize)
    minutes = args.get("timeout_minutes", DEFAULT_TIMEOUT_MINUTES)
    if not 5 <= minutes <= 480:
        yield Problem("timeout_minutes", f"must be 5 to 480 minutes, got {minutes}")
    days = args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
    yield from retention_problems("log_retention_days", days)
