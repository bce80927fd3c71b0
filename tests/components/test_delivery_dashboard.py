import json

from components.delivery_dashboard import DeliveryDashboard
from tests.components.support import declare, only

ALARM = "arn:aws:cloudwatch:eu-west-1:000000000000:alarm:churn-latency"


def test_is_a_dashboard_of_its_own_beside_that_of_the_stack():
    plan = declare(
        lambda: DeliveryDashboard(
            "fraud-dev-delivery",
            {
                "prefix": "fraud-dev",
                "endpoint_names": ["fraud-dev-churn"],
                "alarm_arns": [ALARM],
            },
        )
    )
    dashboard = only(plan, "aws:cloudwatch/dashboard:Dashboard").inputs
    assert dashboard["dashboardName"] == "fraud-dev-delivery"
    widgets = json.loads(dashboard["dashboardBody"])["widgets"]
    (shown,) = [w for w in widgets if w["type"] == "alarm"]
    assert shown["properties"]["alarms"] == [ALARM]
