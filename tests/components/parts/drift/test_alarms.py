from tests.components.monitor_support import BIAS, TOPIC, alarms, monitor


def test_drift_has_to_last_before_anybody_is_told():
    alarm = alarms(monitor())["drift-data-quality"]
    assert alarm["dimensions"] == {"Source": "fraud-dev-churn", "Monitor": "data_quality"}
    assert (alarm["datapointsToAlarm"], alarm["evaluationPeriods"]) == (2, 3)
    assert alarm["period"] == 24 * 3600
    assert alarm["alarmActions"] == [TOPIC]


def test_how_long_it_has_to_last_is_the_teams_choice():
    plan = monitor(window_hours=1, violations_of_windows={"violations": 5, "windows": 24})
    alarm = alarms(plan)["drift-data-quality"]
    assert (alarm["period"], alarm["datapointsToAlarm"], alarm["evaluationPeriods"]) == (
        3600,
        5,
        24,
    )


def test_a_window_that_was_not_judged_neither_alarms_nor_calms():
    assert alarms(monitor())["drift-data-quality"]["treatMissingData"] == "missing"


def test_bias_tells_people_and_starts_no_training():
    names = set(alarms(monitor(model_quality={}, explainability={}, bias=BIAS)))
    assert names == {
        "drift-data-quality",
        "drift-model-quality",
        "drift-explainability",
        "bias",
        "blind",
    }


def test_a_monitor_that_analyses_nothing_is_an_alarm():
    alarm = alarms(monitor())["blind"]
    assert alarm["metricName"] == "Runs"
    assert alarm["comparisonOperator"] == "LessThanThreshold"
    assert alarm["treatMissingData"] == "breaching"
