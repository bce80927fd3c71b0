"""What a rule over the whole plan sees: the other resources, and who refers to whom."""

from collections.abc import Iterable

from plan.plan import Plan, Resource
from policies.props import Props


class PlanView:
    """The resources of a plan, as rules see them."""

    def __init__(self, plan: Plan) -> None:
        self._urns = plan.by_urn()
        self._types = dict[str, list[Resource]]()
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
        return tuple(
            props
            for props in self.of_type(*types)
            if _is_in(target, self.sources(props, key, target.resource.type))
            or (isinstance(name, str) and props.raw(key) == name)
        )


def _is_in(target: Props, found: Iterable[Props]) -> bool:
    return any(target.resource.urn == props.resource.urn for props in found)
