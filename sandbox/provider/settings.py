"""The provider's own settings, `aws:region` and the like."""

import difflib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.provider.account import ACCOUNT_ID, partition
from sandbox.provider.inputs import Scope
from sandbox.provider.wire import has_unknown

_SETTINGS = """
accessKey allowedAccountIds assumeRoleWithWebIdentity assumeRoles customCaBundle defaultTags
ec2MetadataServiceEndpoint ec2MetadataServiceEndpointMode endpoints forbiddenAccountIds
httpProxy httpsProxy ignoreTags insecure maxRetries noProxy profile region retryMode
s3UsEast1RegionalEndpoint s3UsePathStyle secretKey sharedConfigFiles sharedCredentialsFiles
skipCredentialsValidation skipMetadataApiCheck skipRegionValidation skipRequestingAccountId
stsRegion tagPolicyCompliance token tokenBucketRateLimiterCapacity useDualstackEndpoint
useFipsEndpoint userAgents version
"""
"""Settings of the provider, by name; most only concern the way to real AWS and are ignored."""


def problems(config: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Settings that the provider does not have, by name, and what is wrong with each."""
    known = _SETTINGS.split()
    for name in config:
        if name not in known and not name.startswith("__"):
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {close[0]}" if close else ""
            yield name, f"unknown setting of the AWS provider{hint}"


def scope_of(config: Mapping[str, Any], region: str = "eu-west-1") -> Scope:
    """What a provider's configuration says; nested settings arrive as JSON text."""
    tags = config.get("defaultTags")
    if isinstance(tags, str):
        tags = json.loads(tags)
    if not isinstance(tags, dict) or has_unknown(tags):
        tags = {}
    where = config.get("region")
    region = where if isinstance(where, str) and where else region
    return Scope(region, partition(region)[0], ACCOUNT_ID, tags.get("tags") or {})
