"""A person in Studio works with a role that the stack declares."""

from collections.abc import Iterator

from plan.computed import is_computed
from policies.props import Undecided
from policies.rule import PlanView, Props, plan_rule

_DOMAIN = "aws:sagemaker/domain:Domain"
_ROLE = "aws:iam/role:Role"


@plan_rule(
    applies_to="aws:sagemaker/userProfile:UserProfile",
    why="a role from elsewhere gives one person rights that no review of the stack shows",
    source="AWS Well-Architected Machine Learning Lens, MLSEC03-BP01 Provide least privilege "
    "access",
)
def profile_uses_role_of_stack(profile: Props, plan: PlanView) -> Iterator[str]:
    """User profiles have the domain's role or another one of the stack."""
    settings = profile.object("userSettings")
    if "executionRole" not in settings or plan.sources(profile, "userSettings", _ROLE):
        return
    role = settings.raw("executionRole")
    if any(role == _default_role(domain) for domain in plan.of_type(_DOMAIN)):
        return
    if is_computed(role):
        raise Undecided("userSettings.executionRole")
    yield f"leave out execution_role, or set it to a role of the stack, got {role!r}"


def _default_role(domain: Props) -> object:
    return domain.object("defaultUserSettings").raw("executionRole")
