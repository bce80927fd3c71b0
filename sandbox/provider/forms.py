"""Properties in the form that the API has for them, where a name is not all that differs."""

import base64
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.provider.lake_forms import lake_opt_in, lake_permission
from sandbox.provider.wire import Asset

Properties = Mapping[str, Any]

_RULE_RANGES = {
    "cidrIpv4": "IpRanges[0]",
    "cidrIpv6": "Ipv6Ranges[0]",
    "prefixListId": "PrefixListIds[0]",
    "referencedSecurityGroupId": "UserIdGroupPairs[0]",
}


def security_rule(properties: Properties) -> Properties:
    """A rule and where its description stands: beside whatever the rule allows."""
    allowed = next((path for name, path in _RULE_RANGES.items() if properties.get(name)), "")
    return {**properties, "range": allowed or "IpRanges[0]"}


def flow_log(properties: Properties) -> Properties:
    """A flow log and what kind of thing it watches."""
    watched = {"vpcId": "VPC", "subnetId": "Subnet", "eniId": "NetworkInterface"}
    kind = next((kind for name, kind in watched.items() if properties.get(name)), "VPC")
    return {**properties, "resourceType": kind}


def metric_alarm(properties: Properties) -> Properties:
    """An alarm whose queries return data only where that is said: the provider sends false."""
    queries = properties.get("metricQueries")
    if not isinstance(queries, list):
        return properties
    said = [{"returnData": False, **q} if isinstance(q, dict) else q for q in queries]
    return {**properties, "metricQueries": said}


def table_keys(properties: Properties) -> Properties:
    """A table of DynamoDB and its indexes, each with its keys as the list that the API has."""
    prepared = {**properties, "keySchema": _keys(properties)}
    for name in ("globalSecondaryIndexes", "localSecondaryIndexes"):
        if isinstance(properties.get(name), list):
            hash_key = {} if name[0] == "g" else {"hashKey": properties.get("hashKey")}
            indexes = [{**hash_key, **index} for index in properties[name]]
            prepared[name] = [{**index, "keySchema": _keys(index)} for index in indexes]
    return prepared


def _keys(of: Properties) -> list[dict[str, Any]]:
    kinds = {"hashKey": "HASH", "rangeKey": "RANGE"}
    given = [(of[name], kind) for name, kind in kinds.items() if of.get(name) is not None]
    return [{"attributeName": name, "keyType": kind} for name, kind in given]


def bucket(properties: Properties) -> Properties:
    """A bucket and its location, which the API has no word for in us-east-1."""
    region = properties.get("region")
    return properties if region == "us-east-1" else {**properties, "locationConstraint": region}


def lifecycle(properties: Properties) -> Properties:
    """Lifecycle rules, each with the filter that the API requires: all objects."""
    rules = properties.get("rules")
    if not isinstance(rules, list):
        return properties
    filled = [
        {**rule, "filter": rule.get("filter") or {"prefix": ""}}
        if isinstance(rule, dict) and not rule.get("prefix")
        else rule
        for rule in rules
    ]
    return {**properties, "rules": filled}


def notification(properties: Properties) -> Properties:
    """Targets of a bucket's events, with prefix and suffix as the rules that the API has."""
    prepared = {"topics": [], **properties}
    for name in ("topics", "queues", "lambdaFunctions"):
        if isinstance(prepared.get(name), list):
            prepared[name] = [_with_rules(target) for target in prepared[name]]
    # To the API, delivery to EventBridge is on when an empty object is there.
    prepared["eventbridge"] = {} if prepared.get("eventbridge") else None
    return prepared


def _with_rules(target: Any) -> Any:
    if not isinstance(target, dict):
        return target
    rules = [
        {"Name": name, "Value": target[key]}
        for name, key in (("prefix", "filterPrefix"), ("suffix", "filterSuffix"))
        if target.get(key)
    ]
    kept = {k: v for k, v in target.items() if k not in ("filterPrefix", "filterSuffix")}
    return {**kept, **({"filter": {"key": {"filterRules": rules}}} if rules else {})}


def s3_object(properties: Properties) -> Properties:
    """An object's content, from wherever the program gives it."""
    source, text, encoded = (properties.get(n) for n in ("source", "content", "contentBase64"))
    path = source.path if isinstance(source, Asset) else source
    body: bytes | None = None
    if isinstance(source, Asset) and source.text is not None:
        body = source.text.encode()
    elif isinstance(path, str):
        body = Path(path).read_bytes()
    elif isinstance(text, str):
        body = text.encode()
    elif isinstance(encoded, str):
        body = base64.b64decode(encoded)
    rest = {k: v for k, v in properties.items() if k not in ("source", "content", "contentBase64")}
    return rest if body is None else {**rest, "content": body}


def function(properties: Properties) -> Properties:
    """A function whose archive, from wherever the program gives it, is one ZIP file."""
    code = properties.get("code")
    if not isinstance(code, Asset):
        return properties
    if code.path is not None and Path(code.path).is_file():
        return {**properties, "code": Path(code.path).read_bytes()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in _files(code):
            # The time is fixed, so that the same files are the same archive.
            archive.writestr(zipfile.ZipInfo(name), content)
    return {**properties, "code": packed.getvalue()}


def _files(code: Asset, below: str = "") -> Iterator[tuple[str, bytes]]:
    """Files of an archive or an asset by their path in it."""
    if code.text is not None:
        yield below, code.text.encode()
    elif code.path is not None:
        root = Path(code.path)
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file():
                inside = path.relative_to(root).as_posix() if path != root else ""
                yield "/".join(filter(None, (below, inside))), path.read_bytes()
    for name, entry in sorted(code.content.get("assets", {}).items()):
        yield from _files(entry, f"{below}/{name}" if below else name)


def documents(properties: Properties) -> Properties:
    """Properties whose JSON text is a structure to the API."""
    prepared = dict(properties)
    names = ("containerProperties", "nodeProperties", "ecsProperties", "monitorSpecification")
    for name in names:
        value = prepared.get(name)
        if isinstance(value, str):
            try:
                prepared[name] = json.loads(value)
            except ValueError:
                continue
    return prepared


def base_path(properties: Properties) -> Properties:
    """A mapping and its path; the root of a domain has a name of its own."""
    return {**properties, "basePath": properties.get("basePath") or "(none)"}


def budget(properties: Properties) -> Properties:
    """A budget whose limit, filters, period and notifications are as the API has them."""
    prepared = {"accountId": properties.get("account"), **properties}
    limit = {"amount": prepared.get("limitAmount"), "unit": prepared.get("limitUnit")}
    if set(limit.values()) != {None}:
        prepared["budgetLimit"] = limit
    filters = prepared.get("costFilters")
    if isinstance(filters, list):
        prepared["costFilters"] = {f["name"]: f["values"] for f in filters}
    period = {
        member: _time(prepared[name])
        for name, member in (("timePeriodStart", "start"), ("timePeriodEnd", "end"))
        if prepared.get(name)
    }
    if period:
        prepared["timePeriod"] = period
    prepared["notifications"] = budget_notifications(properties)
    return prepared


def budget_notifications(properties: Properties) -> list[Any]:
    """A budget's notifications, each with its subscribers."""
    kinds = {"subscriberEmailAddresses": "EMAIL", "subscriberSnsTopicArns": "SNS"}
    names = ("notificationType", "comparisonOperator", "threshold", "thresholdType")
    notifications = properties.get("notifications")
    return [
        {
            "Notification": {name[0].upper() + name[1:]: n.get(name) for name in names},
            "Subscribers": [
                {"SubscriptionType": kind, "Address": address}
                for name, kind in kinds.items()
                for address in n.get(name) or []
            ],
        }
        for n in (notifications if isinstance(notifications, list) else [])
        if isinstance(n, dict)
    ]


def _time(text: Any) -> Any:
    """`2026-01-01_00:00`, as Pulumi writes it, in the form of the API."""
    if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d_\d\d:\d\d", text):
        return text.replace("_", "T") + ":00Z"
    return text


FORMS: Mapping[str, Callable[[Properties], Properties]] = {
    form.__name__: form
    for form in (
        security_rule,
        flow_log,
        metric_alarm,
        table_keys,
        bucket,
        lifecycle,
        function,
        notification,
        s3_object,
        documents,
        base_path,
        budget,
        lake_permission,
        lake_opt_in,
    )
}
"""By the name that the table uses."""
