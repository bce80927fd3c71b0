"""The cases in `cases/`, one file for each of the provider's tables, and documents for tests.

A case is realistic inputs of a resource type: how it is made, what an update changes (a setting
without a value is left out), and what makes it anew. `$vpc` and the like stand for what `world` in
conftest.py has made before; `$json` marks a document that is handed over as text, `$archive` the
files of an archive.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pulumi.runtime import rpc

from sandbox.unknown import Asset
from tests.yaml_file import read_yaml


def policy(action: str | list[str], resource: str | list[str], **more: Any) -> str:
    statement = {"Sid": "One", "Effect": "Allow", "Action": action, "Resource": resource, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def trust(*services: str) -> str:
    principal = {"Service": list(services)}
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@dataclass(frozen=True)
class Case:
    type: str
    """`ec2/vpc:Vpc`, or `aws-native:sagemaker:FeatureGroup`."""

    inputs: dict[str, Any]

    change: dict[str, Any] | None = None
    """What an update sets; None where the type cannot change."""

    anew: dict[str, Any] | None = None
    """What replaces it; None where nothing but another name does."""

    least: tuple[str, ...] = ()
    """What AWS requires though the provider's schema does not."""

    @property
    def token(self) -> str:
        return self.type if self.type.startswith("aws-native:") else f"aws:{self.type}"


def _archive(files: dict[str, str]) -> Asset:
    """An archive of files that the program gives as text, as it stands on the wire."""
    key, asset, archive = rpc._special_sig_key, rpc._special_asset_sig, rpc._special_archive_sig
    packed = {name: Asset({key: asset, "text": text}) for name, text in files.items()}
    return Asset({key: archive, "hash": str(hash(tuple(files.items()))), "assets": packed})


def _documents(value: Any) -> Any:
    if isinstance(value, dict):
        if "$json" in value:
            return json.dumps(value["$json"])
        if "$archive" in value:
            return _archive(value["$archive"])
        return {key: _documents(item) for key, item in value.items()}
    return [_documents(item) for item in value] if isinstance(value, list) else value


CASES = tuple(
    Case(type_, **_documents(entry))
    for file in sorted(Path(__file__).with_suffix("").glob("*.yaml"))
    for type_, entry in read_yaml(file).items()
)
