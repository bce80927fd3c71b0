"""Functions of the provider that are one reading call each, derived as resource types are.

The call is about what the function is named after, takes what the program gives, and shows most of
the results. What `derived.toml` says of a function replaces what is derived.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.names import canonical
from sandbox.provider import likeness
from sandbox.provider.likeness import carried, operations, services, told, verbs
from sandbox.schema.store import FunctionSchema, function_schema
from sandbox.service_model import required
from sandbox.service_model.shapes import input_shape, members_of

_OPTIONS = frozenset(("filters", "tags", "region", "mostRecent", "nameRegex"))
"""Arguments that say how to choose among what is found."""


@dataclass(frozen=True)
class Query:
    """One function as one API call."""

    service: str
    operation: str
    at: str
    """Where the one thing, or the first of several, stands in the answer."""

    members: Mapping[str, str]
    """Arguments that become members of the request."""

    filters: Mapping[str, str] | None
    """Arguments that become filters, by argument the filter's name; None: there are no filters."""

    outputs: Mapping[str, str]
    """By result or argument, where it stands in what was found; empty where it stands nowhere."""


@functools.cache
def query(token: str, given: frozenset[str]) -> Query | None:
    """The call for a function with these arguments, None where no operation is like it."""
    schema = function_schema(token)
    found = _queries(schema, given - _OPTIONS) if schema is not None else ()
    return max(found, key=lambda one: one[0], default=((), None))[1]


def about(token: str) -> str:
    """Resource type that a function is about: `aws:ec2/vpc:Vpc` of `aws:ec2/getVpc:getVpc`."""
    module, _, name = token.rpartition("/")
    thing = name.rpartition(":")[2].removeprefix("get")
    return f"{module}/{thing[0].lower()}{thing[1:]}:{thing}"


def _queries(
    schema: FunctionSchema, given: frozenset[str]
) -> Iterator[tuple[tuple[bool, int, int], Query]]:
    """What may answer the function, with what speaks for it."""
    said = told()["functions"].get(schema.token, {})
    module, thing = schema.token.split(":")[1].split("/")[0], about(schema.token).split(":")[2]
    several = bool({"ids", "names", "arns"} & schema.outputs.keys())
    results = {*schema.outputs, *given} - _OPTIONS - ({"id"} if several else set())
    filters: dict[str, str] = said.get("filters", {})
    for service in services(module):
        for name, (verb, noun) in operations(service).items():
            like = verb in verbs("read") and noun.endswith(canonical(thing))
            if not (name == said["call"] if "call" in said else like):
                continue
            shape, answer = input_shape(service, name), likeness.output_shape(service, name)
            members = carried(shape, sorted(given - {*filters}), noun)
            if shape and {*required(shape)} - {*members.values()}:
                continue
            at, inner = likeness.place(answer, noun, schema.outputs)
            if several and not at:
                # Of several, there may be only the ids.
                lists = (pair for pair in likeness.structures(answer) if pair[0].endswith("[0]"))
                at, inner = next(lists, (at, inner))
            inner = answer if "call" in said and inner is None else inner
            if inner is None:
                continue
            outputs = {**carried(inner, sorted(results), noun), **said.get("outputs", {})}
            if "name" in given and not {"name", "arn"} & {*members, *filters, *outputs}:
                continue
            filtered = shape is not None and "Filters" in members_of(shape)
            found = Query(service, name, at, members, filters if filtered else None, outputs)
            exact = noun in (canonical(thing), canonical(module + thing))
            yield (exact, len(members), len(outputs)), found
