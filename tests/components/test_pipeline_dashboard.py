import json

from components.pipeline_dashboard import PipelineDashboard
from tests.components.support import declare, only


def test_is_a_dashboard_of_its_own_beside_that_of_the_stack():
    plan = declare(
        lambda: PipelineDashboard(
            "fraud-dev-pipelines",
            {"prefix": "fraud-dev", "pipelines": {"training": "fraud-dev-training"}},
        )
    )
    dashboard = only(plan, "aws:cloudwatch/dashboard:Dashboard").inputs
    assert dashboard["dashboardName"] == "fraud-dev-pipeline"
    widgets = json.loads(dashboard["dashboardBody"])["widgets"]
    assert "fraud-dev-training" in json.dumps(widgets)
    regions = {w["properties"]["region"] for w in widgets if w["type"] == "metric"}
    assert regions == {"eu-west-1"}
