"""What a function logs lies where the stack says for how long, and under which key."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule

_LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"


@plan_rule(
    applies_to="aws:lambda/function:Function",
    why="Lambda makes a log group itself, which keeps everything for ever and has no key",
    source="AWS Lambda Developer Guide, Configuring CloudWatch log groups",
)
def function_logs_to_own_group(function: Props, plan: PlanView) -> Iterator[str]:
    """Functions log to a group that the stack names, or declares under their name."""
    if "logGroup" in function.get("loggingConfig", {}):
        return
    usual = f"/aws/lambda/{function.raw('name')}"
    named = any(group.raw("name") == usual for group in plan.of_type(_LOG_GROUP))
    if not named and not plan.about(function, _LOG_GROUP, key="name"):
        yield "set log_group of logging_config"
