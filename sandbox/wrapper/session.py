"""The keys of a shell decide whose rights a command of the engine has, as they do on AWS."""

from collections.abc import Mapping
from pathlib import Path

from sandbox.wrapper.refusals import PROVIDERS, Refusal

OWN_KEY = "AKIASTEPWELLSANDBOX0"
"""Key of the account's administrator; nobody's, as AWS issues none of this form."""

PATH = "/_sandbox/provider"
"""Where the sandbox takes keys and says at which port its provider signs with them."""


def attached(repo: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Settings that attach the provider which signs with the keys in `environment`."""
    key = environment.get("AWS_ACCESS_KEY_ID", OWN_KEY)
    if key == OWN_KEY:
        return {}
    # Only who has other keys waits for these imports.
    import http.client
    import json

    secret, token = (
        environment.get(f"AWS_{name}") for name in ("SECRET_ACCESS_KEY", "SESSION_TOKEN")
    )
    connection = None
    try:
        port = json.loads((repo / ".sandbox" / "daemon.json").read_bytes())["account_port"]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("POST", PATH, json.dumps([key, secret or "", token or None]))
        found = int(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
        again = "start it again: stepwell sandbox stop, then: stepwell sandbox start"
        required = f"must take the key {key} of this shell"
        raise Refusal("sandbox", required, str(error), again) from error
    finally:
        if connection is not None:
            connection.close()
    return {"PULUMI_DEBUG_PROVIDERS": ",".join(f"{package}:{found}" for package in PROVIDERS)}
