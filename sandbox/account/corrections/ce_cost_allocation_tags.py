"""moto has no cost allocation tags; AWS has one entry for each tag key, Active or Inactive."""

import datetime
from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call


def _tags(context: Context) -> dict[str, dict[str, Any]]:
    backend = context.backend()
    if not hasattr(backend, "cost_allocation_tags"):
        backend.cost_allocation_tags = {}
    return backend.cost_allocation_tags


@before_call("ce", "UpdateCostAllocationTagsStatus")
def update(context: Context) -> Mapping[str, Any]:
    """Switch tag keys on or off for cost reports."""
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for entry in context.params["CostAllocationTagsStatus"]:
        _tags(context)[entry["TagKey"]] = {**entry, "Type": "UserDefined", "LastUpdatedDate": now}
    return {"Errors": []}


@before_call("ce", "ListCostAllocationTags")
def list_(context: Context) -> Mapping[str, Any]:
    """List them, filtered as asked."""
    keys = context.params.get("TagKeys")
    return {
        "CostAllocationTags": [
            tag
            for tag in _tags(context).values()
            if (not keys or tag["TagKey"] in keys)
            and context.params.get("Status") in (None, tag["Status"])
            and context.params.get("Type") in (None, tag["Type"])
        ]
    }
