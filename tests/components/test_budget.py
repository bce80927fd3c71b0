from typing import Any, cast

import pytest

from components.budget import Budget, BudgetArgs
from components.errors import InputError
from plan.plan import Plan
from tests.components.support import declared, only

BUDGET = "aws:budgets/budget:Budget"
MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor"
SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription"
TAG = "aws:costexplorer/costAllocationTag:CostAllocationTag"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"


def plan_with(**more: Any) -> Plan:
    wired = {"prefix": "fraud-dev", "team": "fraud", "environment": "dev", "topic_arn": TOPIC}
    args = cast(BudgetArgs, {**wired, **more})
    return declared(Budget, "fraud-dev-budget", args)


def budget(plan: Plan, name: str) -> Any:
    (found,) = [b for b in plan.of_type(BUDGET) if b.inputs["name"] == name]
    return found.inputs


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return [str(p) for p in error.value.problems]


def test_a_month_may_cost_a_thousand_dollars_and_a_day_a_tenth_of_it():
    plan = plan_with()
    monthly, daily = budget(plan, "fraud-dev-monthly"), budget(plan, "fraud-dev-daily")
    assert (monthly["limitAmount"], monthly["limitUnit"]) == ("1000", "USD")
    assert (daily["limitAmount"], daily["timeUnit"]) == ("100", "DAILY")


def test_a_small_monthly_limit_leaves_at_least_a_dollar_a_day():
    assert budget(plan_with(monthly_limit_usd=5), "fraud-dev-daily")["limitAmount"] == "1"


def test_reports_half_most_all_and_a_forecast_of_all_to_the_topic():
    alerts = budget(plan_with(emails=["a@example.com"]), "fraud-dev-monthly")["notifications"]
    assert [(a["notificationType"], a["threshold"]) for a in alerts] == [
        ("ACTUAL", 50),
        ("ACTUAL", 80),
        ("ACTUAL", 100),
        ("FORECASTED", 100),
    ]
    assert all(a["subscriberSnsTopicArns"] == [TOPIC] for a in alerts)
    assert all(a["subscriberEmailAddresses"] == ["a@example.com"] for a in alerts)


def test_counts_costs_that_carry_both_the_teams_and_the_environments_tag():
    filters = budget(plan_with(), "fraud-dev-monthly")["filterExpression"]["ands"]
    tags = [f["tags"] for f in filters if "tags" in f]
    assert tags == [
        {"key": "team", "values": ["fraud"]},
        {"key": "environment", "values": ["dev"]},
    ]


@pytest.mark.parametrize("scope", ["stack", "account"])
def test_credits_never_hide_what_is_used(scope: str):
    expression = budget(plan_with(scope=scope), "fraud-dev-monthly")["filterExpression"]
    assert "'values': ['Credit', 'Refund']" in str(expression)


def test_counts_everything_in_an_account_of_its_own():
    expression = budget(plan_with(scope="account"), "fraud-dev-monthly")["filterExpression"]
    assert list(expression) == ["not"]


def test_works_in_any_account_unless_told_since_anomalies_and_tags_do_not():
    plan = plan_with()
    for kind in (MONITOR, SUBSCRIPTION, TAG):
        assert plan.of_type(kind) == (), kind


def test_reports_anomalies_at_once_through_the_topic():
    plan = plan_with(anomaly={})
    assert only(plan, MONITOR).inputs["monitorDimension"] == "SERVICE"
    alert = only(plan, SUBSCRIPTION).inputs
    assert (alert["frequency"], alert["subscribers"]) == (
        "IMMEDIATE",
        [{"address": TOPIC, "type": "SNS"}],
    )
    assert alert["thresholdExpression"]["dimension"]["values"] == ["100"]


def test_adopts_the_accounts_anomaly_monitor():
    arn = "arn:aws:ce::000000000000:anomalymonitor/1b2c"
    plan = plan_with(anomaly={"monitor_arn": arn, "threshold_usd": 20})
    assert plan.of_type(MONITOR) == ()
    assert only(plan, SUBSCRIPTION).inputs["monitorArnLists"] == [arn]


def test_activates_the_tags_it_filters_by_and_leaves_them_when_the_stack_goes():
    tags = plan_with(cost_tags_activated=True).of_type(TAG)
    assert {t.inputs["tagKey"] for t in tags} == {"team", "environment"}
    assert all(t.retain_on_delete for t in tags)


def test_gives_the_name_of_the_monthly_budget():
    component = only(plan_with(), "stepwell:index:Budget")
    assert component.outputs == {"budget_name": "fraud-dev-monthly"}


def test_lists_every_problem_at_once():
    assert problems_of(
        monthly_limit_usd=0,
        alert_percentages=[0, 80, 80],
        emails=["nobody"],
        anomaly={"threshold_usd": 0, "monitor_arn": "mine"},
    ) == [
        "monthly_limit_usd: must be at least 1 dollar, got 0",
        "alert_percentages[0]: must be 1 to 1000 percent, got 0",
        "alert_percentages: must name each percentage once, got [0, 80, 80]",
        "emails[0]: must be an e-mail address, got 'nobody'",
        "anomaly.threshold_usd: must be at least 1 dollar, got 0",
        "anomaly.monitor_arn: must be the ARN of an anomaly monitor, got 'mine'",
    ]


def test_refuses_more_alerts_or_receivers_than_aws_takes():
    percentages = list(range(10, 110, 10))
    addresses = [f"a{n}@example.com" for n in range(11)]
    assert problems_of(alert_percentages=percentages, emails=addresses) == [
        "alert_percentages: must be at most 10 together with forecast_percentages, got 11",
        "emails: must be at most 10 addresses, got 11",
    ]


def test_refuses_a_budget_that_never_says_anything():
    assert problems_of(alert_percentages=[], forecast_percentages=[]) == [
        "alert_percentages: must name at least one percentage, got none"
    ]


def test_refuses_a_day_that_may_cost_more_than_the_month():
    assert problems_of(monthly_limit_usd=50, daily_limit_usd=60) == [
        "daily_limit_usd: must be 1 to 50 dollars, the monthly limit, got 60"
    ]
