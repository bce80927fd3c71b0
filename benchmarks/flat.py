"""The resources of a plan written flat: one module, no component, no blueprint."""

import keyword
import re
from collections.abc import Callable, Iterator
from typing import Any

from plan.plan import UNKNOWN, Plan, Resource

_MARK = re.compile(r"<<([^<>#]+)#([A-Za-z0-9]+)>>")

_NUMBERS = {"aws:ec2/launchTemplate:LaunchTemplate": "latest_version"}
"""The output that stands behind a value not known in the plan, by the type it comes from."""


def flat_program(plan: Plan) -> str:
    """Return a Pulumi program that declares the cloud resources of `plan` without components."""
    lines = ["import pulumi", "import pulumi_aws as aws", "", "r = {}"]
    lines += [_declaration(plan, resource) for resource in plan if _is_cloud(resource)]
    return "\n".join(lines) + "\n"


def _is_cloud(resource: Resource) -> bool:
    return resource.custom and resource.type.startswith("aws:")


def _declaration(plan: Plan, resource: Resource) -> str:
    module, _, cls = resource.type.removeprefix("aws:").partition("/")
    module = f"{module}_" if keyword.iskeyword(module) else module
    cls = cls.partition(":")[2]
    arguments = [repr(resource.name), *_inputs(plan, resource)]
    text = ", ".join(arguments)
    by_urn = plan.by_urn()
    waits_for = (by_urn[urn] for urn in sorted(resource.dependencies) if urn in by_urn)
    # Text that holds an output makes the resource wait by itself.
    others = [f"r[{o.name!r}]" for o in waits_for if _is_cloud(o)]
    if unsaid := [other for other in others if other not in text]:
        text += f", opts=pulumi.ResourceOptions(depends_on=[{', '.join(unsaid)}])"
    return f"r[{resource.name!r}] = aws.{module}.{cls}({text})"


def _inputs(plan: Plan, resource: Resource) -> Iterator[str]:
    for key, value in resource.inputs.items():
        # The provider's own input, which the recorder adds.
        if key == "tagsAll":
            continue

        def number(key: str = key) -> str:
            sources = (plan.by_urn()[urn] for urn in resource.property_dependencies[key])
            found = {s.name: _NUMBERS[s.type] for s in sources if s.type in _NUMBERS}
            (name,) = found
            return f"r[{name!r}].{found[name]}.apply(lambda n: f'{{n:.0f}}')"

        text = _expression(value, number)
        secret = key in resource.secrets
        yield f"{_snake(key)}={f'pulumi.Output.secret({text})' if secret else text}"


def _expression(value: Any, number: Callable[[], str]) -> str:
    if value is UNKNOWN:
        return number()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {_expression(v, number)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_expression(v, number) for v in value) + "]"
    if not isinstance(value, str) or not _MARK.search(value):
        return repr(value)
    pieces = list[str]()
    end = 0
    for match in _MARK.finditer(value):
        pieces += [repr(value[end : match.start()]), f"r[{match[1]!r}].{_snake(match[2])}"]
        end = match.end()
    pieces.append(repr(value[end:]))
    pieces = [piece for piece in pieces if piece != "''"]
    return pieces[0] if len(pieces) == 1 else f"pulumi.Output.concat({', '.join(pieces)})"


def _snake(name: str) -> str:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return f"{snake}_" if keyword.iskeyword(snake) else snake
