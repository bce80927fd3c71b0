"""A pull request of a stranger is not built before somebody looked at it."""

import re
from collections.abc import Iterator

from policies.rule import Props, rule

_NAMES = "ACTOR_ACCOUNT_ID"
_WHOLE_IDS = re.compile(r"\^\([^()]*\)\$|\(?\^[^|()]*\$(\|\^[^|()]*\$)*\)?")
"""`^(1|2)$`, or each id by itself: `^1$|^2$`."""


@rule(
    applies_to="aws:codebuild/webhook:Webhook",
    why="whoever can open a pull request runs code with the role of the build",
    source="AWS CodeBuild User Guide, Best practices for using webhooks",
    remediation="or set requires_comment_approval of pull_request_build_policy",
)
def webhook_builds_for_known_people(props: Props) -> Iterator[str]:
    """Webhooks build pull requests of named people, or once somebody approved them."""
    policy = props.get("pullRequestBuildPolicy", {})
    if policy.get("requiresCommentApproval", "DISABLED") != "DISABLED":
        return
    groups = [*props.objects("filterGroups")]
    if not groups:
        yield f"add filter_groups with a filter of type {_NAMES}"
    for group in groups:
        filters = {
            found.get("type", ""): found.get("pattern", "") for found in group.objects("filters")
        }
        if "EVENT" in filters and "PULL_REQUEST" not in filters["EVENT"]:
            continue
        if _NAMES not in filters:
            yield f"add a filter of type {_NAMES} to {group.path('filters')}"
        elif not _WHOLE_IDS.fullmatch(filters[_NAMES]):
            # CodeBuild searches the pattern in the id, and longer ids hold shorter ones.
            yield f"put ^ and $ around each id in {group.path('filters')}"
