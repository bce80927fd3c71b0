"""What a rule over the whole plan sees: the other resources, and who refers to whom."""

from collections.abc import Mapping

from plan.plan import Plan, Resource
from policies.props import Props

Places = dict[str, dict[int, None]]
"""Where resources of one type are among their like, by a URN or text that an input names."""


class PlanView:
    """The resources of a plan, as rules see them."""

    def __init__(self, plan: Plan) -> None:
        self._urns = plan.by_urn()
        self._types = dict[str, list[Resource]]()
        self._naming = dict[tuple[str, str], Places]()
        for resource in plan:
            self._types.setdefault(resource.type, []).append(resource)

    def of_type(self, *types: str) -> tuple[Props, ...]:
        """Resources of these types."""
        return tuple(Props(r) for token in types for r in self._types.get(token, ()))

    def sources(self, props: Props, key: str, *types: str) -> tuple[Props, ...]:
        """Resources of these types that the input `key` of `props` comes from."""
        urns = props.resource.property_dependencies.get(key, frozenset())
        found = (self._urns[urn] for urn in sorted(urns) if urn in self._urns)
        return tuple(Props(r) for r in found if r.type in types)

    def about(
        self, target: Props, *types: str, key: str, named: str | None = None
    ) -> tuple[Props, ...]:
        """Resources of these types whose input `key` names the resource `target`.

        It is taken from the target, or is the same text as the target's input `named` (`key`
        unless given).
        """
        name = target.raw(named or key)
        found = list[Props]()
        for token in types:
            naming = self._places(token, key)
            places = {**naming.get(target.resource.urn, {})}
            if isinstance(name, str):
                places |= naming.get(f"={name}", {})
            found += (Props(self._types[token][place]) for place in sorted(places))
        return tuple(found)

    def _places(self, token: str, key: str) -> Mapping[str, dict[int, None]]:
        """Where each resource and text is named by the input `key` of a type; looked up once."""
        if (token, key) not in self._naming:
            naming = self._naming[token, key] = Places()
            for place, resource in enumerate(self._types.get(token, ())):
                names = [*resource.property_dependencies.get(key, ())]
                text = resource.inputs.get(key)
                if isinstance(text, str):
                    names.append(f"={text}")
                for name in names:
                    naming.setdefault(name, {})[place] = None
        return self._naming[token, key]
