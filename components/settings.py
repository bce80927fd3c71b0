"""How a component marks the inputs that a team may set in its spec."""

from pydantic import ConfigDict, with_config

team_settings = with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True, strict=True))
"""Decorates the `TypedDict` of the inputs that a team chooses.

Those inputs are plain values. The spec, its JSON schema and its documentation are derived from
them, so a default and a description are written once, on the component. What a blueprint wires in
lives in the `…Args` that extends it.
"""
