from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients

ACCOUNT = {"AccountId": "000000000000", "BudgetName": "team"}
ADA = {"SubscriptionType": "EMAIL", "Address": "ada@example.com"}
BOB = {"SubscriptionType": "EMAIL", "Address": "bob@example.com"}
ACTUAL = {
    "NotificationType": "ACTUAL",
    "ComparisonOperator": "GREATER_THAN",
    "Threshold": 80.0,
    "ThresholdType": "PERCENTAGE",
}


def test_notifications_and_subscribers_are_made_changed_and_deleted(clients: Clients) -> None:
    budgets, of = clients.budgets, {**ACCOUNT, "Notification": ACTUAL}
    budget = {
        "BudgetName": "team",
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": "1", "Unit": "USD"},
    }
    missing = refused(budgets.update_budget, AccountId="000000000000", NewBudget=budget)
    assert missing[0] == "NotFoundException"
    budgets.create_budget(AccountId="000000000000", Budget=budget)
    budgets.create_notification(**of, Subscribers=[ADA])
    again = refused(budgets.create_notification, **of, Subscribers=[ADA])
    assert again[0] == "DuplicateRecordException"
    budgets.create_subscriber(**of, Subscriber=BOB)
    assert budgets.describe_subscribers_for_notification(**of)["Subscribers"] == [ADA, BOB]
    budgets.delete_subscriber(**of, Subscriber=ADA)
    higher = {**ACTUAL, "Threshold": 90.0}
    budgets.update_notification(**ACCOUNT, OldNotification=ACTUAL, NewNotification=higher)
    (shown,) = budgets.describe_notifications_for_budget(**ACCOUNT)["Notifications"]
    assert (shown["Threshold"], shown["NotificationState"]) == (90.0, "OK")
    budgets.delete_subscriber(**ACCOUNT, Notification=higher, Subscriber=BOB)
    assert budgets.describe_notifications_for_budget(**ACCOUNT)["Notifications"] == []
