"""Reads the schema of one AWS service out of the sources of a Python SDK, importing nothing.

The SDK is generated, so each fact has one place: a resource's token in the call of its base class,
its inputs in `…Args`, names on the wire in `pulumi.getter`, outputs without an input as a property
set to `None`, and functions in the call of `pulumi.runtime.invoke`.
"""

import ast
from collections.abc import Iterator
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
        if source.name == "_inputs.py":
            for node in _classes(tree):
                if node.name.endswith("Args"):
                    found["types"][f"{service}.{node.name[:-4]}"] = _inputs(node, service)
        else:
            _module(tree, service, found)
    return found


def _module(tree: ast.Module, service: str, found: dict[str, Any]) -> None:
    classes = {node.name: node for node in _classes(tree)}
    for name, node in classes.items():
        token = _token(node)
        # A nested type of the same name takes `…Args`; the resource's own is then `…InitArgs`.
        args = classes.get(f"{name}InitArgs") or classes.get(f"{name}Args")
        if token and args:
            found["resources"][token] = _resource(node, args, token, service)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and (call := _invoke(node)):
            token, result = call
            if result in classes:
                found["functions"][token] = {
                    "inputs": _arguments(node, service),
                    "outputs": _outputs(classes[result], service),
                }


def _resource(node: ast.ClassDef, args: ast.ClassDef, token: str, service: str) -> dict[str, Any]:
    init = next(f for f in _functions(node) if f.name == "_internal_init")
    inputs = _inputs(args, service)
    found: dict[str, Any] = {"inputs": inputs, "outputs": _outputs(node, service)}
    getters = [f for f in _functions(node) if _is_getter(f)]
    found["filled"] = sorted(_wire_name(f) for f in getters if _always_there(f, inputs))
    secrets = set[str]()
    replaces = set[str]()
    aliases = list[str]()
    for call in (n for n in ast.walk(init) if isinstance(n, ast.Call)):
        for keyword in call.keywords:
            if keyword.arg == "additional_secret_outputs":
                secrets.update(ast.literal_eval(keyword.value))
            if keyword.arg == "replace_on_changes":
                replaces.update(p.replace("[*]", "") for p in ast.literal_eval(keyword.value))
            if keyword.arg == "type_" and isinstance(keyword.value, ast.Constant):
                aliases.append(str(keyword.value.value))
    if secrets:
        found["secrets"] = sorted(secrets)
    if replaces:
        found["replaces"] = sorted(replaces)
    if aliases:
        found["aliases"] = sorted({a for a in aliases if a != token})
    return found


def _inputs(node: ast.ClassDef, service: str) -> dict[str, Any]:
    """Properties of an `…Args` class: those of its constructor, by their names on the wire."""
    wire = {f.name: _wire_name(f) for f in _functions(node) if _is_getter(f)}
    init = next((f for f in _functions(node) if f.name == "__init__"), None)
    if init is None:
        return {}
    deprecated = _deprecations(init)
    found = dict[str, Any]()
    for argument, default in zip(init.args.kwonlyargs, init.args.kw_defaults, strict=True):
        spec: dict[str, Any] = {"type": _type(argument.annotation, service)}
        if default is None:
            spec["required"] = True
        if argument.arg in deprecated:
            spec["deprecated"] = deprecated[argument.arg]
        found[wire.get(argument.arg, argument.arg)] = spec
    return found


def _outputs(node: ast.ClassDef, service: str) -> dict[str, Type]:
    return {
        _wire_name(f): _type(f.returns, service)
        for f in _functions(node)
        if _is_getter(f) and f.returns is not None
    }


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


def _invoke(node: ast.FunctionDef) -> tuple[str, str] | None:
    """Token and result class of a function that calls the provider, or None."""
    for token, call in _calls(node, "invoke"):
        for keyword in call.keywords:
            if keyword.arg == "typ" and isinstance(keyword.value, ast.Name):
                return token, keyword.value.id
    return None


def _token(node: ast.ClassDef) -> str | None:
    """Type token that a resource class hands to its base class."""
    init = next((f for f in _functions(node) if f.name == "_internal_init"), None)
    return next((token for token, _ in _calls(init, "__init__")), None)


def _deprecations(init: ast.FunctionDef) -> dict[str, str]:
    """What the SDK warns of when a deprecated input is set: `acl is deprecated: …`."""
    said = (text.partition(" is deprecated: ") for text, _ in _calls(init, "warn"))
    return {name: reason for name, _, reason in said if reason and name.isidentifier()}


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
                return _union([_type(e, service) for e in inner.elts])
            return "any"
        case _:
            return "any"


def _union(members: list[Type]) -> Type:
    """A union without doubles."""
    distinct = list[Type]()
    for member in members:
        if member not in distinct:
            distinct.append(member)
    return distinct[0] if len(distinct) == 1 else ["union", *distinct]


def _reference(text: str, service: str) -> Type:
    module, _, name = text.rpartition(".")
    if name.endswith("ArgsDict"):
        name = name[:-8]
    elif name.endswith("Args"):
        name = name[:-4]
    elif not module.endswith("outputs"):
        return "string"  # An enum: the service's model knows its values, too.
    package, _, own = service.partition(":")
    owner = module.removesuffix("outputs").removesuffix("inputs").strip("._") or own
    # `_root_inputs` holds what the services of an SDK share.
    return ["ref", f"{package}:{'index' if owner == 'root' else owner}.{name}"]


def _wire_name(function: ast.FunctionDef) -> str:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call):
            for keyword in decorator.keywords:
                if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                    return str(keyword.value.value)
    return function.name


def _always_there(function: ast.FunctionDef, inputs: dict[str, Any]) -> bool:
    """Whether an output that the program need not give is never absent."""
    match function.returns:
        case ast.Subscript(slice=ast.Subscript(value=ast.Name(id="Optional"))):
            return False
        case _:
            return not inputs.get(_wire_name(function), {}).get("required", False)


def _is_getter(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(d).startswith("pulumi.getter") for d in function.decorator_list)


def _classes(tree: ast.Module) -> list[ast.ClassDef]:
    return [n for n in tree.body if isinstance(n, ast.ClassDef)]


def _functions(node: ast.ClassDef) -> list[ast.FunctionDef]:
    return [n for n in node.body if isinstance(n, ast.FunctionDef)]
