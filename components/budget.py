"""Budget: how much a stack may cost, and who hears of it before it does."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.errors import Problem, reject
from components.parts.budget.cost_anomaly import (
    CostAnomalySettings,
    anomaly_problems,
    watch_for_anomalies,
)
from components.settings import team_settings
from components.wiring import OfTeam

DEFAULT_MONTHLY_LIMIT_USD = 1000
DEFAULT_ALERT_PERCENTAGES = (50, 80, 100)
DEFAULT_FORECAST_PERCENTAGES = (100,)
COST_TAGS = ("team", "environment")
"""Tags by which a stack's costs are told apart from those of others in its account."""

_MOST_NOTIFICATIONS = 10
_MOST_EMAILS = 10
_MOST_PERCENT = 1000


class BudgetScope(StrEnum):
    """Whose costs count."""

    STACK = "stack"
    """Those of resources with the stack's `team` and `environment` tags."""

    ACCOUNT = "account"
    """Those of the whole account; for an account that holds nothing but this stack."""


@team_settings
class BudgetSettings(TypedDict):
    """What a team may choose about its budget."""

    monthly_limit_usd: NotRequired[int]
    """US dollars that a month may cost. Default: 1000."""

    daily_limit_usd: NotRequired[int]
    """US dollars that a day may cost before it counts as a jump in spend. Default: a tenth of the
    monthly limit."""

    alert_percentages: NotRequired[list[int]]
    """Percentages of the monthly limit to report once they are spent. Default: 50, 80 and 100."""

    forecast_percentages: NotRequired[list[int]]
    """Percentages of the monthly limit to report once AWS forecasts them. Default: 100."""

    emails: NotRequired[list[str]]
    """E-mail addresses told besides the notification topic, at most 10. Default: none."""

    scope: NotRequired[BudgetScope]
    """Whose costs count: `stack`, by its tags, or `account`. Default: stack."""

    anomaly: NotRequired[CostAnomalySettings]
    """Alerts of AWS Cost Anomaly Detection. Default: none; the daily limit reports jumps in every
    account."""

    cost_tags_activated: NotRequired[bool]
    """Whether this stack activates the tags for billing; only the account that pays may.
    Default: False."""


class BudgetArgs(BudgetSettings, OfTeam):
    """Inputs of `Budget`."""

    prefix: str
    """What the budgets' names start with: `fraud-dev`."""

    topic_arn: pulumi.Input[str]
    """Topic that alerts go to; it and its key must let Budgets and Cost Anomaly Detection in."""


class Budget(pulumi.ComponentResource):
    """A monthly budget with alerts, and an alert for a day that costs too much."""

    budget_name: pulumi.Output[str]
    """Name of the monthly budget."""

    def __init__(
        self, name: str, args: BudgetArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        monthly = args.get("monthly_limit_usd", DEFAULT_MONTHLY_LIMIT_USD)
        daily = args.get("daily_limit_usd", _default_daily_limit(monthly))
        spent = args.get("alert_percentages", list(DEFAULT_ALERT_PERCENTAGES))
        forecast = args.get("forecast_percentages", list(DEFAULT_FORECAST_PERCENTAGES))
        anomaly = args.get("anomaly")
        reject("budget", self.problems(args))
        super().__init__("stepwell:index:Budget", name, {**args}, opts)

        self._args = args
        budget = self._budget(
            f"{name}-monthly",
            "MONTHLY",
            monthly,
            [
                *(self._notification("ACTUAL", percent) for percent in spent),
                *(self._notification("FORECASTED", percent) for percent in forecast),
            ],
        )
        self._budget(f"{name}-daily", "DAILY", daily, [self._notification("ACTUAL", 100)])
        if anomaly is not None:
            watch_for_anomalies(name, anomaly, args["prefix"], args["topic_arn"], self)
        if args.get("cost_tags_activated", False):
            for tag in COST_TAGS:
                aws.costexplorer.CostAllocationTag(
                    f"{name}-tag-{tag}",
                    tag_key=tag,
                    status="Active",
                    # The tag is the account's, not the stack's: others may count on it.
                    opts=pulumi.ResourceOptions(parent=self, retain_on_delete=True),
                )

        self.budget_name = budget.name
        self.register_outputs({"budget_name": self.budget_name})

    def _budget(
        self,
        name: str,
        time_unit: str,
        limit_usd: int,
        notifications: Sequence[aws.budgets.BudgetNotificationArgs],
    ) -> aws.budgets.Budget:
        return aws.budgets.Budget(
            name,
            name=f"{self._args['prefix']}-{time_unit.lower()}",
            budget_type="COST",
            time_unit=time_unit,
            limit_amount=str(limit_usd),
            limit_unit="USD",
            metrics="UnblendedCost",
            filter_expression=self._filter(),
            notifications=notifications,
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _filter(self) -> aws.budgets.BudgetFilterExpressionArgs:
        """Costs that count: without credits and refunds, which would hide what is being used.

        An expression, since a cost filter with two tags does not say whether both must match.
        """
        both = aws.budgets.BudgetFilterExpressionAndArgs
        without_credits = aws.budgets.BudgetFilterExpressionAndNotArgs(
            dimensions=aws.budgets.BudgetFilterExpressionAndNotDimensionsArgs(
                key="RECORD_TYPE", values=["Credit", "Refund"]
            )
        )
        if BudgetScope(self._args.get("scope", BudgetScope.STACK)) is BudgetScope.ACCOUNT:
            return aws.budgets.BudgetFilterExpressionArgs(
                not_=aws.budgets.BudgetFilterExpressionNotArgs(
                    dimensions=aws.budgets.BudgetFilterExpressionNotDimensionsArgs(
                        key="RECORD_TYPE", values=["Credit", "Refund"]
                    )
                )
            )
        values = (self._args["team"], self._args["environment"])
        return aws.budgets.BudgetFilterExpressionArgs(
            ands=[
                *(
                    both(
                        tags=aws.budgets.BudgetFilterExpressionAndTagsArgs(key=tag, values=[value])
                    )
                    for tag, value in zip(COST_TAGS, values, strict=True)
                ),
                both(not_=without_credits),
            ]
        )

    def _notification(self, kind: str, percent: int) -> aws.budgets.BudgetNotificationArgs:
        return aws.budgets.BudgetNotificationArgs(
            notification_type=kind,
            comparison_operator="GREATER_THAN",
            threshold=percent,
            threshold_type="PERCENTAGE",
            subscriber_sns_topic_arns=[self._args["topic_arn"]],
            subscriber_email_addresses=self._args.get("emails", []),
        )

    @staticmethod
    def problems(args: BudgetSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        monthly = args.get("monthly_limit_usd", DEFAULT_MONTHLY_LIMIT_USD)
        daily = args.get("daily_limit_usd", _default_daily_limit(monthly))
        if monthly < 1:
            yield Problem("monthly_limit_usd", f"must be at least 1 dollar, got {monthly}")
        elif not 1 <= daily <= monthly:
            yield Problem(
                "daily_limit_usd", f"must be 1 to {monthly} dollars, the monthly limit, got {daily}"
            )
        spent = args.get("alert_percentages", list(DEFAULT_ALERT_PERCENTAGES))
        forecast = args.get("forecast_percentages", list(DEFAULT_FORECAST_PERCENTAGES))
        yield from _percentage_problems("alert_percentages", spent)
        yield from _percentage_problems("forecast_percentages", forecast)
        if not spent:
            yield Problem("alert_percentages", "must name at least one percentage, got none")
        if len(spent) + len(forecast) > _MOST_NOTIFICATIONS:
            yield Problem(
                "alert_percentages",
                f"must be at most {_MOST_NOTIFICATIONS} together with forecast_percentages, "
                f"got {len(spent) + len(forecast)}",
            )
        yield from _email_problems(args.get("emails", []))
        if "anomaly" in args:
            yield from anomaly_problems(args["anomaly"])


def _default_daily_limit(monthly_limit_usd: int) -> int:
    return max(1, monthly_limit_usd // 10)


def _percentage_problems(field: str, percentages: Sequence[int]) -> Iterator[Problem]:
    for index, percent in enumerate(percentages):
        if not 1 <= percent <= _MOST_PERCENT:
            reason = f"must be 1 to {_MOST_PERCENT} percent, got {percent}"
            yield Problem(f"{field}[{index}]", reason)
    if len(set(percentages)) != len(percentages):
        yield Problem(field, f"must name each percentage once, got {list(percentages)}")


def _email_problems(emails: Sequence[str]) -> Iterator[Problem]:
    for index, email in enumerate(emails):
        local, _, domain = email.partition("@")
        if not local or "." not in domain or set(email) & {" ", "\n", "/"}:
            yield Problem(f"emails[{index}]", f"must be an e-mail address, got {email!r}")
    if len(emails) > _MOST_EMAILS:
        yield Problem("emails", f"must be at most {_MOST_EMAILS} addresses, got {len(emails)}")
