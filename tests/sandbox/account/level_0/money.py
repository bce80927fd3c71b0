"""A budget and the detection of anomalies of cost."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.account.level_0.clients import Clients
from tests.sandbox.account.level_0.values import ACCOUNT


def create(c: Clients, topic: str) -> dict[str, Any]:
    notification = {
        "NotificationType": "ACTUAL",
        "ComparisonOperator": "GREATER_THAN",
        "Threshold": 80.0,
        "ThresholdType": "PERCENTAGE",
    }
    budget = {
        "BudgetName": "fraud",
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": "100.0", "Unit": "USD"},
        "CostFilters": {"TagKeyValue": ["user:team$fraud"]},
    }
    budgets = c.budgets
    subscriber = {"SubscriptionType": "SNS", "Address": topic}
    budgets.create_budget(
        AccountId=ACCOUNT,
        Budget=budget,
        NotificationsWithSubscribers=[{"Notification": notification, "Subscribers": [subscriber]}],
    )
    budgets.update_budget(
        AccountId=ACCOUNT, NewBudget={**budget, "BudgetLimit": {"Amount": "200.0", "Unit": "USD"}}
    )
    forecast = {**notification, "NotificationType": "FORECASTED", "Threshold": 100.0}
    budgets.create_notification(
        AccountId=ACCOUNT, BudgetName="fraud", Notification=forecast, Subscribers=[subscriber]
    )
    budgets.create_subscriber(
        AccountId=ACCOUNT,
        BudgetName="fraud",
        Notification=forecast,
        Subscriber={"SubscriptionType": "EMAIL", "Address": "a@example.com"},
    )
    monitor = c.ce.create_anomaly_monitor(
        AnomalyMonitor={
            "MonitorName": "fraud",
            "MonitorType": "CUSTOM",
            "MonitorSpecification": {"Tags": {"Key": "team", "Values": ["fraud"]}},
        }
    )["MonitorArn"]
    anomalies = c.ce.create_anomaly_subscription(
        AnomalySubscription={
            "SubscriptionName": "fraud",
            "MonitorArnList": [monitor],
            "Subscribers": [{"Type": "SNS", "Address": topic}],
            "Frequency": "IMMEDIATE",
            "ThresholdExpression": {
                "Dimensions": {
                    "Key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                    "MatchOptions": ["GREATER_THAN_OR_EQUAL"],
                    "Values": ["100"],
                }
            },
        }
    )["SubscriptionArn"]
    c.ce.update_cost_allocation_tags_status(
        CostAllocationTagsStatus=[{"TagKey": "team", "Status": "Active"}]
    )
    return {"monitor": monitor, "anomalies": anomalies, "forecast": forecast}


def reads(c: Clients, ids: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    return {
        "budget": lambda: c.budgets.describe_budget(AccountId=ACCOUNT, BudgetName="fraud"),
        "notifications": lambda: c.budgets.describe_notifications_for_budget(
            AccountId=ACCOUNT, BudgetName="fraud"
        ),
        "subscribers": lambda: c.budgets.describe_subscribers_for_notification(
            AccountId=ACCOUNT, BudgetName="fraud", Notification=ids["forecast"]
        ),
        "monitor": lambda: c.ce.get_anomaly_monitors(MonitorArnList=[ids["monitor"]]),
        "anomalies": lambda: c.ce.get_anomaly_subscriptions(SubscriptionArnList=[ids["anomalies"]]),
        "cost tags": lambda: c.ce.list_cost_allocation_tags(TagKeys=["team"]),
    }


def delete(c: Clients, ids: dict[str, Any]) -> None:
    c.ce.delete_anomaly_subscription(SubscriptionArn=ids["anomalies"])
    c.ce.delete_anomaly_monitor(MonitorArn=ids["monitor"])
    c.budgets.delete_notification(
        AccountId=ACCOUNT, BudgetName="fraud", Notification=ids["forecast"]
    )
    c.budgets.delete_budget(AccountId=ACCOUNT, BudgetName="fraud")
