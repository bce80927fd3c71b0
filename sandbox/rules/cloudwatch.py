"""Rules of CloudWatch's alarms (PutMetricAlarm, PutCompositeAlarm)."""

from typing import Any

from sandbox.rules import Params, rule

_ALARM = ("cloudwatch", "PutMetricAlarm")
_COMBINATION = "InvalidParameterCombination"
_BANDS = (
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "GreaterThanUpperThreshold",
)
_SINGLE = ("Namespace", "MetricName", "Dimensions", "Period", "Unit", "Statistic")


def _queries(params: Params) -> Any:
    return params.get("Metrics") or []


@rule(*_ALARM, at="Period Metrics", code="ValidationError")
def periods(params: Params) -> str | None:
    """`Period`: 10, 20, 30 or a multiple of 60."""
    stats = [query.get("MetricStat") or {} for query in _queries(params)]
    for period in [params.get("Period"), *(stat.get("Period") for stat in stats)]:
        if period is not None and period not in (10, 20, 30) and period % 60:
            return "Period must be 10, 20, 30 or a multiple of 60"
    return None


@rule(*_ALARM, at="EvaluationPeriods", code="ValidationError")
def time_looked_at(params: Params) -> str | None:
    """`Period`: a day in all, and a week for periods of an hour and more."""
    period, count = params.get("Period"), params.get("EvaluationPeriods")
    if period is None or count is None:
        return None
    longest = 604800 if period >= 3600 else 86400
    return f"EvaluationPeriods * Period must be <= {longest}" if period * count > longest else None


@rule(*_ALARM, at="DatapointsToAlarm", code="ValidationError")
def points_within_periods(params: Params) -> str | None:
    """`DatapointsToAlarm`: the M of "M out of N"."""
    if params.get("DatapointsToAlarm", 0) > params.get("EvaluationPeriods", float("inf")):
        return "DatapointsToAlarm must be less than or equal to EvaluationPeriods"
    return None


@rule(*_ALARM, at="MetricName Metrics", code=_COMBINATION)
def one_metric_or_many(params: Params) -> str | None:
    """`Metrics`: not together with what describes a single metric."""
    given = [name for name in (*_SINGLE, "ExtendedStatistic") if params.get(name)]
    if _queries(params) and given:
        return f"Metrics list can not be specified together with {', '.join(given)}."
    if not _queries(params) and not given and "EvaluationCriteria" not in params:
        return "Either MetricName, Metrics or EvaluationCriteria must be specified."
    return None


@rule(*_ALARM, at="Statistic", code=_COMBINATION)
def one_statistic(params: Params) -> str | None:
    """`Statistic`: with a `MetricName`, it or `ExtendedStatistic`."""
    if "MetricName" not in params:
        return None
    given = [name for name in ("Statistic", "ExtendedStatistic") if name in params]
    if len(given) == 2:
        return (
            "The parameters Statistic and ExtendedStatistic are mutually exclusive and you have"
            " specified both."
        )
    return None if given else "Either Statistic or ExtendedStatistic must be specified."


@rule(*_ALARM, at="ThresholdMetricId Threshold", code="ValidationError")
def threshold_or_band(params: Params) -> str | None:
    """`Threshold` and `ThresholdMetricId`: a number, or a band that a query returns."""
    operator = params.get("ComparisonOperator")
    if operator in _BANDS and "ThresholdMetricId" not in params:
        return "ComparisonOperators for ranges require ThresholdMetricId to be set"
    if operator is not None and operator not in _BANDS and "Threshold" not in params:
        return "PutMetricAlarm request should have valid Threshold parameter"
    return None


@rule(*_ALARM, at="Metrics", code="ValidationError")
def queries_that_return_data(params: Params) -> str | None:
    """`Metrics[].ReturnData`: of the metric watched alone, and of its band."""
    queries = _queries(params)
    count, wanted = (2, "two elements") if "ThresholdMetricId" in params else (1, "one element")
    if queries and sum(query.get("ReturnData", True) for query in queries) != count:
        return f"Exactly {wanted} of the metrics list should return data."
    return None


@rule(*_ALARM, at="Metrics", code=_COMBINATION)
def query_is_one_thing(params: Params) -> str | None:
    """`Metrics[].Expression`: it or `MetricStat`."""
    if any("Expression" in query and "MetricStat" in query for query in _queries(params)):
        return (
            "The parameters MetricDataQuery Expression and MetricStat are mutually exclusive and"
            " you have specified both."
        )
    return None


@rule(*_ALARM, at="Metrics", code="ValidationError")
def names_of_queries_differ(params: Params) -> str | None:
    """`Metrics[].Id`: unique within a request."""
    names = [query["Id"] for query in _queries(params)]
    twice = next((name for name in names if names.count(name) > 1), None)
    return f"The values for parameter Id in Metrics must be unique: {twice}" if twice else None


@rule("cloudwatch", "PutCompositeAlarm", at="ActionsSuppressor", code="ValidationError")
def periods_of_the_suppressor(params: Params) -> str | None:
    """PutCompositeAlarm, `ActionsSuppressorWaitPeriod` and `…ExtensionPeriod`."""
    for name in ("ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod"):
        if name in params and "ActionsSuppressor" not in params:
            return f"{name} requires an ActionSuppressor"
        if name not in params and "ActionsSuppressor" in params:
            return f"ActionsSuppressor requires an {name}"
    return None
