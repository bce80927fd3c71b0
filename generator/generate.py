"""From a spec to the files that Pulumi reads: the same spec, the same bytes."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from generator.spec import TeamSpec
from generator.yaml_writer import yaml_text

FOLDER = "stacks"
"""Folder of specs and generated files, as `stackConfigDir` in Pulumi.yaml says."""

PROVIDERS = ("aws", "aws-native")
"""Pulumi's providers of AWS. The second has what the first cannot do: features added to a feature
group in place, monitors of model quality, clusters; it starts only in stacks that use it."""

HEADER = """\
# Generated from {folder}/{team}.yaml: change that file, then run `stepwell new {team}`.
# What `pulumi config set` adds under other names is kept. Checksum: {checksum}
"""
"""What every generated file starts with."""


def generate(spec: TeamSpec) -> dict[str, str]:
    """Return the text of each stack's configuration, by its path."""
    return {
        f"{FOLDER}/{stack_file_name(spec.stack_name(environment))}": render(
            spec.team, stack_config(spec, environment)
        )
        for environment in spec.environments
    }


def stack_file_name(stack: str) -> str:
    """Name of the file in which Pulumi looks for a stack's configuration."""
    return f"Pulumi.{stack}.yaml"


def stack_config(spec: TeamSpec, environment: str) -> dict[str, Any]:
    """Return everything that one stack's configuration says, by key."""
    account = spec.environments[environment].account
    tags = {
        "team": spec.team,
        "environment": environment,
        "owner": spec.owner,
        "cost-center": spec.cost_center,
        "managed-by": "stepwell",
    }
    config: dict[str, Any] = {}
    for provider in PROVIDERS:
        config[f"{provider}:region"] = spec.region_of(environment)
        if account is not None:
            config[f"{provider}:allowedAccountIds"] = [account]
        config[f"{provider}:defaultTags"] = {"tags": tags}
    config["stepwell:team"] = spec.team
    config["stepwell:environment"] = environment
    config["stepwell:level"] = str(spec.level)
    config["stepwell:settings"] = spec.settings_of(environment)
    if packs := spec.policy_packs_of(environment):
        config["stepwell:policy_packs"] = list(packs)
    if spec.exceptions:
        config["stepwell:exceptions"] = [e.model_dump(mode="json") for e in spec.exceptions]
    return config


def render(team: str, config: Mapping[str, Any]) -> str:
    """Return the text of a stack file that holds `config`."""
    header = HEADER.format(folder=FOLDER, team=team, checksum=checksum(config))
    return f"{header}config:\n{yaml_text(config, 2)}"


def checksum(config: Mapping[str, Any]) -> str:
    """Return what tells a generated configuration from one that somebody has edited."""
    canonical = json.dumps(config, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]
