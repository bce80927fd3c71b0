"""Whether the inputs of every resource fit the schema of the AWS provider."""

from collections.abc import Iterator

from cli.checks.context import StackContext
from cli.finding import Finding
from plan.computed import is_computed
from sandbox.schema.check import check_inputs

_RECORDED = frozenset({"tagsAll"})
"""Inputs that the recorder adds as the provider would; a program does not set them."""


def schema(context: StackContext) -> Iterator[Finding]:
    """Yield unknown, missing and mistyped inputs."""
    for resource in context.plan:
        if not resource.custom or not resource.type.startswith("aws:"):
            continue
        inputs = {k: v for k, v in resource.inputs.items() if k not in _RECORDED}
        for violation in check_inputs(resource.type, inputs, unknown=is_computed):
            where = f"{resource.name}.{violation.path}" if violation.path else resource.name
            yield Finding(context.stack, "schema", where, violation.message)
