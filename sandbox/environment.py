"""The environment in which everything talks to the sandbox and nothing to a real account."""

import os
import re
from collections.abc import Mapping

from sandbox.lifecycle import HOST, Sandbox
from sandbox.wrapper.refusals import PROVIDERS
from sandbox.wrapper.session import OWN_KEY

_REMOVED = re.compile(
    r"AWS_((DEFAULT_)?PROFILE|(SESSION|SECURITY)_TOKEN|CREDENTIAL_EXPIRATION"
    r"|(ROLE|WEB_IDENTITY|CONTAINER|ENDPOINT_URL)_.*"
    r"|IGNORE_CONFIGURED_ENDPOINT_URLS|USE_(FIPS|DUALSTACK)_ENDPOINT)"
    r"|PULUMI_(ACCESS_TOKEN|CONFIG_PASSPHRASE_FILE|STACK)"
)
"""What would lead to a real account, or past the sandbox, as one service's own endpoint does."""

DEFAULT_REGION = "eu-west-1"


def changes(sandbox: Sandbox, base: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """Return each variable to set, and with None each to remove, in `base` (ours)."""
    base = os.environ if base is None else base
    folder = sandbox.folder
    path = [p for p in base.get("PATH", "").split(os.pathsep) if p and p != str(folder / "bin")]
    changed: dict[str, str | None] = {name: None for name in base if _REMOVED.fullmatch(name)}
    changed |= {
        "AWS_ENDPOINT_URL": sandbox.account_url,
        "AWS_ACCESS_KEY_ID": OWN_KEY,
        "AWS_SECRET_ACCESS_KEY": "stepwell-sandbox",
        "AWS_EC2_METADATA_DISABLED": "true",
        # Files of a real account are not even read.
        "AWS_CONFIG_FILE": str(folder / "aws-config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "aws-credentials"),
        "PULUMI_BACKEND_URL": sandbox.backend_url,
        "PULUMI_CONFIG_PASSPHRASE": "stepwell-sandbox",
        "PULUMI_HOME": str(folder / "home"),
        "PULUMI_DEBUG_PROVIDERS": ",".join(
            f"{package}:{sandbox.provider_port}" for package in PROVIDERS
        ),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "STEPWELL_SANDBOX": str(folder),
        "PATH": os.pathsep.join([str(folder / "bin"), *path]),
    }
    # The engine reads the one, boto3 the other.
    region = base.get("AWS_REGION") or base.get("AWS_DEFAULT_REGION") or DEFAULT_REGION
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        if not base.get(name):
            changed[name] = region
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [host for host in base.get(name, "").split(",") if host]
        if HOST not in hosts:
            changed[name] = ",".join([*hosts, HOST])
    return changed


def environment(sandbox: Sandbox, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the whole environment for a command that runs in the sandbox."""
    base = os.environ if base is None else base
    merged = {**base, **changes(sandbox, base)}
    return {name: value for name, value in merged.items() if value is not None}


class NoSession(Exception):
    """The account gives out no session of a role; the text says why."""


def keys_of(sandbox: Sandbox, role: str) -> dict[str, str]:
    """Return the keys of a session of the role with the ARN `role`, as variables.

    The account's administrator asks for it, so the role need not let anybody in.
    """
    # Only who asks for a role waits for this import.
    from sandbox.provider.account import Account, AccountError

    asked = {"RoleArn": role, "RoleSessionName": "sandbox"}
    try:
        keys = Account(sandbox.account_url).in_role(DEFAULT_REGION, asked).keys
    except AccountError as error:
        required = "must be the ARN of a role of the sandbox's account"
        raise NoSession(f"{required}, got {role!r}\n{error}") from error
    return {f"AWS_{name.upper()}": value for name, value in keys._asdict().items()}
