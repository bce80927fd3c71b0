"""Reads the schema of one AWS service out of the sources of a Python SDK, importing nothing.

The SDK is generated, so each fact has one place: a resource's token in the call of its base class,
its inputs in `…Args`, names on the wire in `pulumi.getter`, outputs without an input as a property
set to `None`, and functions in the call of `pulumi.runtime.invoke`.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Type = str | list[Any]
"""`string`, `boolean`, `integer`, `number`, `asset`, `any`, or a list whose head is one of `list`,
`map` (of what follows), `union` (of all that follow) and `ref` (the name of a nested type)."""

_SCALARS = {"str": "string", "bool": "boolean", "int": "integer", "float": "number", "Any": "any"}
_TRANSPARENT = {"Input", "Output", "Optional", "NotRequired"}


def extract(folder: Path, service: str) -> dict[str, Any]:
    """Resources, functions and nested types of a service, `aws:s3`, whose sources `folder` has."""
    found: dict[str, Any] = {"resources": {}, "functions": {}, "types": {}}
    for source in sorted(folder.glob("*.py")):
        if source.name == "outputs.py":
            continue
        tree = ast.parse(source.read_text(encoding="utf-8"))
        classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        if source.name == "_inputs.py":
            for name, node in classes.items():
                if name.endswith("Args"):
                    found["types"][f"{service}.{name[:-4]}"] = _inputs(node, service)
            continue
        for name, node in classes.items():
            # A nested type of the same name takes `…Args`; the resource's own is then `…InitArgs`.
            args = classes.get(f"{name}InitArgs") or classes.get(f"{name}Args")
            for token, _ in _calls(_functions(node).get("_internal_init"), "__init__"):
                if args:
                    found["resources"][token] = _resource(node, args, service)
        for node in _functions(tree).values():
            for token, call in _calls(node, "invoke"):
                result = _keywords(call).get("typ")
                if isinstance(result, ast.Name) and result.id in classes:
                    found["functions"][token] = {
                        "inputs": _arguments(node, service),
                        "outputs": _outputs(classes[result.id], service),
                    }
    return found


def _resource(node: ast.ClassDef, args: ast.ClassDef, service: str) -> dict[str, Any]:
    inputs = _inputs(args, service)
    found: dict[str, Any] = {"inputs": inputs, "outputs": _outputs(node, service)}
    always = {name for name, getter in _getters(node).items() if not _is_optional(getter.returns)}
    found["filled"] = sorted(n for n in always if not inputs.get(n, {}).get("required"))
    for call in ast.walk(_functions(node)["_internal_init"]):
        said = _keywords(call) if isinstance(call, ast.Call) else {}
        for keyword, key in (
            ("additional_secret_outputs", "secrets"),
            ("replace_on_changes", "replaces"),
        ):
            if keyword in said:
                paths = ast.literal_eval(said[keyword])
                found[key] = sorted({path.replace("[*]", "") for path in paths})
    return found


def _inputs(node: ast.ClassDef, service: str) -> dict[str, Any]:
    """Properties of an `…Args` class: those of its constructor, by their names on the wire."""
    init = _functions(node).get("__init__")
    if init is None:
        return {}
    wire = {getter.name: name for name, getter in _getters(node).items()}
    found = dict[str, Any]()
    for argument, default in zip(init.args.kwonlyargs, init.args.kw_defaults, strict=True):
        spec = found[wire.get(argument.arg, argument.arg)] = dict[str, Any]()
        spec["type"] = _type(argument.annotation, service)
        if default is None:
            spec["required"] = True
    return found


def _outputs(node: ast.ClassDef, service: str) -> dict[str, Type]:
    return {name: _type(getter.returns, service) for name, getter in _getters(node).items()}


def _arguments(node: ast.FunctionDef, service: str) -> dict[str, Any]:
    """Arguments of a provider function, as it sends them: `__args__['vpcId'] = vpc_id`."""
    annotations = {a.arg: a.annotation for a in node.args.args}
    found = dict[str, Any]()
    for inner in ast.walk(node):
        match inner:
            case ast.Assign(
                targets=[
                    ast.Subscript(value=ast.Name(id="__args__"), slice=ast.Constant(value=str(key)))
                ],
                value=ast.Name(id=name),
            ):
                found[key] = {"type": _type(annotations.get(name), service)}
            case _:
                pass
    return found


def _calls(node: ast.AST | None, name: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of a method anywhere in `node` whose first argument is a text, with that text."""
    for call in ast.walk(node) if node else ():
        match call:
            case ast.Call(
                func=ast.Attribute(attr=attr), args=[ast.Constant(value=str(text)), *_]
            ) if attr == name:
                yield text, call
            case _:
                pass


def _type(node: ast.expr | None, service: str) -> Type:
    match node:
        case ast.Constant(value=str(text)):
            # A forward reference: the name of a nested type, possibly of another module.
            return _reference(text, service)
        case ast.Attribute(value=ast.Name(id="_builtins"), attr=name) | ast.Name(id=name) if (
            name in _SCALARS
        ):
            return _SCALARS[name]
        case ast.Attribute(attr="Asset" | "Archive"):
            return "asset"
        case ast.Subscript(value=ast.Attribute(attr=name) | ast.Name(id=name), slice=inner):
            if name in _TRANSPARENT:
                return _type(inner, service)
            if name == "Sequence":
                return ["list", _type(inner, service)]
            if name == "Mapping" and isinstance(inner, ast.Tuple):
                return ["map", _type(inner.elts[1], service)]
            if name == "Union" and isinstance(inner, ast.Tuple):
                members = [_type(e, service) for e in inner.elts]
                distinct = [m for i, m in enumerate(members) if m not in members[:i]]
                return distinct[0] if len(distinct) == 1 else ["union", *distinct]
            return "any"
        case _:
            return "any"


def _reference(text: str, service: str) -> Type:
    module, _, name = text.rpartition(".")
    plain = re.sub("Args(Dict)?$", "", name)
    if plain == name and not module.endswith("outputs"):
        return "string"  # An enum: the service's model knows its values, too.
    package, _, own = service.partition(":")
    owner = module.removesuffix("outputs").removesuffix("inputs").strip("._") or own
    # `_root_inputs` holds what the services of an SDK share.
    return ["ref", f"{package}:{'index' if owner == 'root' else owner}.{plain}"]


def _getters(node: ast.ClassDef) -> dict[str, ast.FunctionDef]:
    """The properties of a class, by their names on the wire."""
    found = dict[str, ast.FunctionDef]()
    for function in _functions(node).values():
        for decorator in function.decorator_list:
            if ast.unparse(decorator).startswith("pulumi.getter"):
                said = _keywords(decorator) if isinstance(decorator, ast.Call) else {}
                name = ast.literal_eval(said["name"]) if "name" in said else function.name
                found[name] = function
    return found


def _functions(node: ast.ClassDef | ast.Module) -> Mapping[str, ast.FunctionDef]:
    """Functions by name; of a property, what gets it."""
    found = dict[str, ast.FunctionDef]()
    for inner in node.body:
        if isinstance(inner, ast.FunctionDef):
            found.setdefault(inner.name, inner)
    return found


def _keywords(call: ast.Call) -> dict[str, ast.expr]:
    return {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}


def _is_optional(node: ast.expr | None) -> bool:
    match node:
        case ast.Subscript(slice=ast.Subscript(value=ast.Name(id="Optional"))):
            return True
        case _:
            return False
