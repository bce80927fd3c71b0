"""Corrections of Cost Explorer."""

import datetime
from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call


@before_call("ce", "UpdateCostAllocationTagsStatus")
def update(context: Context) -> Mapping[str, Any]:
    """Moto has no cost allocation tags; AWS has one entry for each key, Active or Inactive."""
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for entry in context.params["CostAllocationTagsStatus"]:
        tag = {**entry, "Type": "UserDefined", "LastUpdatedDate": now}
        context.kept("tags")[entry["TagKey"]] = tag
    return {"Errors": []}


@before_call("ce", "ListCostAllocationTags")
def list_(context: Context) -> Mapping[str, Any]:
    """List them, filtered as asked."""
    tags, asked = context.kept("tags"), context.params
    shown = [
        tag
        for key, tag in tags.items()
        if key in asked.get("TagKeys", tags)
        and all(asked.get(member, tag[member]) == tag[member] for member in ("Status", "Type"))
    ]
    return {"CostAllocationTags": shown}
