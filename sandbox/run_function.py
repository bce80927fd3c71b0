"""Runs a function that is deployed in the sandbox's account, from its code there."""

import io
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Mapping
from typing import Any

from sandbox.provider.account import Keys

_TIMEOUT_SECONDS = 120
_CODE = """
import importlib, json, sys, types
module, _, name = sys.argv[1].rpartition(".")
arn = sys.argv[2]
context = types.SimpleNamespace(function_name=arn.rsplit(":", 1)[-1], invoked_function_arn=arn)
result = getattr(importlib.import_module(module), name)(json.load(sys.stdin), context)
print("\\n" + json.dumps(result))
"""


class Failed(Exception):
    """A function ended in an error."""


def run_function(found: Mapping[str, Any], event: Any, url: str, keys: Keys) -> Any:
    """Run a function, as `GetFunction` describes it, on `event` in a process of its own.

    It has `keys` for the account at `url`. Returns its answer.
    """
    settings = found["Configuration"]
    region = settings["FunctionArn"].split(":")[3]
    environment = {
        **settings.get("Environment", {}).get("Variables", {}),
        **{f"AWS_{name.upper()}": value for name, value in keys._asdict().items() if value},
        "AWS_ENDPOINT_URL": url,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "PATH": os.environ.get("PATH", ""),
    }
    with tempfile.TemporaryDirectory() as folder:
        with urllib.request.urlopen(found["Code"]["Location"]) as code:
            zipfile.ZipFile(io.BytesIO(code.read())).extractall(folder)
        done = subprocess.run(
            [sys.executable, "-c", _CODE, settings["Handler"], settings["FunctionArn"]],
            input=json.dumps(event),
            cwd=folder,
            env={**environment, "HOME": folder},
            text=True,
            capture_output=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    if done.returncode:
        raise Failed(done.stderr.strip().rpartition("\n")[2])
    return json.loads(done.stdout.rstrip().rpartition("\n")[2])
