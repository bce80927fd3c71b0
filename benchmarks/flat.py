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
    """Return a Pulumi program that declares the cloud resources of `plan` without components.

    It writes down what a plan tells: known values, text that holds outputs, and the versions of
    launch templates.

    Raises:
        ValueError: for an input that a component computes from an output, such as the name of an
            endpoint's configuration with inference components.
    """
    declared = [resource for resource in plan if resource.in_aws]
    # An SDK that nothing is declared with would only cost the time that its import takes.
    sdks = sorted({_sdk(resource.type) for resource in declared})
    lines = ["import pulumi", *(f"import pulumi_{sdk} as {sdk}" for sdk in sdks), "", "r = {}"]
    lines += [_declaration(plan, resource) for resource in declared]
    return "\n".join(lines) + "\n"


def _sdk(type_token: str) -> str:
    return type_token.partition(":")[0].replace("-", "_")


def _declaration(plan: Plan, resource: Resource) -> str:
    _, module, cls = sdk_class(resource.type)
    arguments = [repr(resource.name), *_inputs(plan, resource)]
    text = ", ".join(arguments)
    by_urn = plan.by_urn()
    waits_for = (by_urn[urn] for urn in sorted(resource.dependencies) if urn in by_urn)
    # Text that holds an output makes the resource wait by itself.
    others = [f"r[{o.name!r}]" for o in waits_for if o.in_aws]
    if unsaid := [other for other in others if other not in text]:
        text += f", opts=pulumi.ResourceOptions(depends_on=[{', '.join(unsaid)}])"
    return f"r[{resource.name!r}] = {_sdk(resource.type)}.{module}.{cls}({text})"


def _inputs(plan: Plan, resource: Resource) -> Iterator[str]:
    for key, value in resource.inputs.items():
        # The provider's own input, which the recorder adds.
        if key == "tagsAll":
            continue

        def number(key: str = key) -> str:
            sources = (plan.by_urn()[urn] for urn in resource.property_dependencies.get(key, ()))
            found = {s.name: _NUMBERS[s.type] for s in sources if s.type in _NUMBERS}
            if len(found) != 1:
                raise ValueError(
                    f"{resource.name}.{key}: must be known, or the version of one launch template,"
                    " to be written flat, got a value that is only known after the deployment"
                )
            (name,) = found
            return f"r[{name!r}].{found[name]}.apply(lambda n: f'{{n:.0f}}')"

        text = _expression(value, number)
        secret = key in resource.secrets
        yield f"{_snake(key)}={f'pulumi.Output.secret({text})' if secret else text}"


def _expression(value: Any, number: Callable[[], str]) -> str:
    if value is UNKNOWN:
        return number()
    if isinstance(value, dict) and value.keys() == {"assets"}:
        files = (f"{k!r}: pulumi.StringAsset({v['text']!r})" for k, v in value["assets"].items())
        return f"pulumi.AssetArchive({{{', '.join(files)}}})"
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


def sdk_class(type_token: str) -> tuple[str, str, str]:
    """Package, module and class of the Python SDK for a type of AWS.

    Such as `aws:sagemaker/domain:Domain`, and `aws-native:sagemaker:Cluster`.
    """
    package, module, cls = type_token.split(":")
    module = module.partition("/")[0]
    return (
        f"pulumi_{package.replace('-', '_')}",
        f"{module}_" if keyword.iskeyword(module) else module,
        cls,
    )


def _snake(name: str) -> str:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return f"{snake}_" if keyword.iskeyword(snake) else snake
