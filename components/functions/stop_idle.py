"""Finds what runs unused in one stack, says so, and stops it after a time of grace if it may.

A warning is remembered in a tag of the resource itself. What cannot be judged is left alone.
"""

import json
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

WARNED = "idle-warned-at"
"""Tag that holds when people were told, in UTC."""

KEEP_UNTIL = "keep-until"
"""Tag that keeps a resource until the end of a day, `2027-01-31`."""

NEVER = "2000-01-01T00:00:00+00:00"
REMINDER = timedelta(days=7)
_NOTEBOOK_LOGS = "/aws/sagemaker/NotebookInstances"


@dataclass
class Found:
    """Something that runs and costs."""

    name: str
    arn: str
    since: datetime
    """When it was started or last changed."""

    which: Mapping[str, str] = field(default_factory=dict[str, str])
    """What identifies it in a request, if not its name."""


@dataclass
class Report:
    """What one run has to say."""

    warned: list[str] = field(default_factory=list[str])
    stopped: list[str] = field(default_factory=list[str])
    errors: list[str] = field(default_factory=list[str])
    to_tag: list[str] = field(default_factory=list[str])
    """ARNs of what people are about to be warned of."""

    def text(self) -> str:
        """Say it in words."""
        parts = (
            ("Idle:", self.warned),
            ("Stopped:", self.stopped),
            ("Could not be checked, and was left as it is:", self.errors),
        )
        return "\n\n".join("\n- ".join([title, *lines]) for title, lines in parts if lines)


class Kind:
    """One kind of thing that runs: which are the stack's, and how they are stopped."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self.sagemaker = boto3.client("sagemaker")

    def each(self, operation: str, items: str, **which: str) -> Iterator[dict[str, Any]]:
        """Yield all `items` of all pages of an operation."""
        for page in self.sagemaker.get_paginator(operation).paginate(**which):
            yield from page[items]

    def of_stack(self, operation: str, kind: str) -> Iterator[Found]:
        """Yield what is in service by the name of the stack."""
        prefix = self.settings["prefix"]
        which = {"NameContains": prefix, "StatusEquals": "InService"}
        for one in self.each(operation, f"{kind}s", **which):
            if one[f"{kind}Name"].startswith(f"{prefix}-"):
                yield Found(one[f"{kind}Name"], one[f"{kind}Arn"], one["LastModifiedTime"])

    def tags(self, found: Found) -> dict[str, str] | None:
        """Tags of one of them; none if it turns out to be somebody else's."""
        return {t["Key"]: t["Value"] for t in self.each("list_tags", "Tags", ResourceArn=found.arn)}


class Endpoints(Kind):
    """Endpoints of the stack, idle while they get no requests."""

    kind, action, limit = "endpoint", "endpoints", "idle_hours"
    unused = "no request"

    def found(self) -> Iterator[Found]:
        """Yield those in service."""
        return self.of_stack("list_endpoints", "Endpoint")

    def used_at(self, found: Found) -> datetime | None:
        """Say when it was last used; none for what costs nothing while it waits."""
        variants = [v for v in self._variants(found) if v.get("CurrentInstanceCount")]
        if not variants:
            return None
        components = self.each(
            "list_inference_components", "InferenceComponents", EndpointNameEquals=found.name
        )
        dimensions = [
            *({"EndpointName": found.name, "VariantName": v["VariantName"]} for v in variants),
            *({"InferenceComponentName": c["InferenceComponentName"]} for c in components),
        ]
        metrics = [
            *((name, d) for d in dimensions for name in ("Invocations", "InvocationsProcessed")),
            ("ApproximateBacklogSize", {"EndpointName": found.name}),
        ]
        cloudwatch: Any = boto3.client("cloudwatch")
        pages = cloudwatch.get_paginator("get_metric_data").paginate(
            MetricDataQueries=[_hourly_sum(f"m{i}", *metric) for i, metric in enumerate(metrics)],
            StartTime=datetime.now(UTC) - timedelta(hours=self.settings["idle_hours"]),
            EndTime=datetime.now(UTC),
        )
        used = [
            time + timedelta(hours=1)
            for page in pages
            for result in page["MetricDataResults"]
            for time, value in zip(result["Timestamps"], result["Values"], strict=True)
            if value > 0
        ]
        return max([found.since, *used])

    def stop(self, found: Found) -> str:
        """Delete it, or take all but one of its instances away; say what was done."""
        if self.settings["endpoints"] == "delete":
            about = self.sagemaker.describe_endpoint(EndpointName=found.name)
            self.sagemaker.delete_endpoint(EndpointName=found.name)
            return (
                "deleted. Back with: pulumi up --refresh, or aws sagemaker create-endpoint "
                f"--endpoint-name {found.name} --endpoint-config-name {about['EndpointConfigName']}"
            )
        for variant in self._variants(found):
            count = variant.get("CurrentInstanceCount", 0)
            if count > 1 and not self._scales(found, variant):
                one = {"VariantName": variant["VariantName"], "DesiredInstanceCount": 1}
                self.sagemaker.update_endpoint_weights_and_capacities(
                    EndpointName=found.name, DesiredWeightsAndCapacities=[one]
                )
                back = [{**one, "DesiredInstanceCount": count}]
                return (
                    f"scaled in from {count} instances to 1. Back with: aws sagemaker "
                    f"update-endpoint-weights-and-capacities --endpoint-name {found.name} "
                    f"--desired-weights-and-capacities '{json.dumps(back)}'"
                )
        return ""

    def _variants(self, found: Found) -> list[dict[str, Any]]:
        return self.sagemaker.describe_endpoint(EndpointName=found.name)["ProductionVariants"]

    def _scales(self, found: Found, variant: Mapping[str, Any]) -> bool:
        """Say whether something else decides on the number of instances."""
        resource = f"endpoint/{found.name}/variant/{variant['VariantName']}"
        targets = boto3.client("application-autoscaling").describe_scalable_targets(
            ServiceNamespace="sagemaker", ResourceIds=[resource]
        )
        return bool(targets["ScalableTargets"]) or "ManagedInstanceScaling" in variant


class NotebookInstances(Kind):
    """Notebook instances of the stack, idle while Jupyter logs nothing."""

    kind, action, limit = "notebook instance", "notebook_instances", "idle_hours"
    unused = "no line in Jupyter's log"

    def found(self) -> Iterator[Found]:
        """Yield those in service."""
        return self.of_stack("list_notebook_instances", "NotebookInstance")

    def used_at(self, found: Found) -> datetime | None:
        """Say when Jupyter last wrote to its log, or else when the instance was started."""
        logs: Any = boto3.client("logs")
        try:
            streams = logs.describe_log_streams(
                logGroupName=_NOTEBOOK_LOGS, logStreamNamePrefix=f"{found.name}/jupyter.log"
            )["logStreams"]
        except logs.exceptions.ResourceNotFoundException:
            streams = []
        events = [s["lastEventTimestamp"] for s in streams if "lastEventTimestamp" in s]
        return max([found.since, *(datetime.fromtimestamp(e / 1000, UTC) for e in events)])

    def stop(self, found: Found) -> str:
        """Stop it."""
        self.sagemaker.stop_notebook_instance(NotebookInstanceName=found.name)
        return (
            "stopped; its files stay. Back with: aws sagemaker start-notebook-instance "
            f"--notebook-instance-name {found.name}"
        )


class Apps(Kind):
    """Apps of the team in the Studio domain, by how long they have been running.

    SageMaker does not tell when somebody last worked in one: health checks move
    `LastUserActivityTimestamp` too (API reference, `DescribeApp`).
    """

    kind, action, limit = "app", "apps", "app_hours"
    unused = "running without a break"

    def found(self) -> Iterator[Found]:
        """Yield those of the domain that are billed."""
        domain = self.settings["domain_id"]
        keys = ("DomainId", "SpaceName", "UserProfileName", "AppType", "AppName")
        for one in self.each("list_apps", "Apps", DomainIdEquals=domain) if domain else ():
            billed = one.get("ResourceSpec", {}).get("InstanceType", "system") != "system"
            if one["Status"] == "InService" and billed:
                which = {key: one[key] for key in keys if key in one}
                name = "/".join(list(which.values())[1:])
                yield Found(name, "", one["CreationTime"], which)

    def tags(self, found: Found) -> dict[str, str] | None:
        """Tags of an app that carries those of the stack."""
        found.arn = self.sagemaker.describe_app(**found.which)["AppArn"]
        tags = super().tags(found) or {}
        ours = {key: self.settings[key] for key in ("team", "environment")}
        return tags if ours.items() <= tags.items() else None

    def used_at(self, found: Found) -> datetime | None:
        """Say when it was started."""
        return found.since

    def stop(self, found: Found) -> str:
        """Delete the app, which is how Studio stops one."""
        self.sagemaker.delete_app(**found.which)
        return "stopped; the files of its space stay. Back by running the space again in Studio"


def handler(event: Mapping[str, Any], _context: object) -> dict[str, list[str]]:
    """Look at everything once; with `dry_run` in the event, only say what would be done."""
    settings = json.loads(os.environ["SETTINGS"])
    dry_run = bool(event.get("dry_run", False))
    report = Report()
    for kind in (Endpoints(settings), NotebookInstances(settings), Apps(settings)):
        try:
            for found in kind.found():
                try:
                    _judge(kind, found, settings, report, dry_run)
                except (BotoCoreError, ClientError, ValueError) as error:
                    report.errors.append(f"{kind.kind} {found.name}: {error}")
        except (BotoCoreError, ClientError) as error:
            report.errors.append(f"further {kind.kind}s: {error}")
    text = report.text()
    logging.getLogger().warning(text or "nothing is idle")
    if text and not dry_run:
        about = {"TopicArn": settings["topic_arn"], "Subject": f"{settings['prefix']}: idle"}
        boto3.client("sns").publish(**about, Message=text)
        # Only now, so that nothing is ever stopped of which nobody was told.
        stamp = {"Key": WARNED, "Value": datetime.now(UTC).isoformat(timespec="seconds")}
        for arn in report.to_tag:
            boto3.client("sagemaker").add_tags(ResourceArn=arn, Tags=[stamp])
    return {"warned": report.warned, "stopped": report.stopped, "errors": report.errors}


def _judge(
    kind: Endpoints | NotebookInstances | Apps,
    found: Found,
    settings: Mapping[str, Any],
    report: Report,
    dry_run: bool,
) -> None:
    """Leave it, warn of it or stop it."""
    now = datetime.now(UTC)
    tags = kind.tags(found)
    if tags is None:
        return
    kept = KEEP_UNTIL in tags and date.fromisoformat(tags[KEEP_UNTIL]) >= now.date()
    if kept or found.name in settings["keep"]:
        return
    used_at = kind.used_at(found)
    action: str = settings[kind.action]
    hours: int = settings[kind.limit]
    if used_at is None or now - used_at < timedelta(hours=hours):
        if WARNED in tags and not dry_run:
            kind.sagemaker.delete_tags(ResourceArn=found.arn, TagKeys=[WARNED])
        return
    warned_at = datetime.fromisoformat(tags.get(WARNED, NEVER)).astimezone(UTC)
    grace: int = settings["grace_hours"]
    if WARNED in tags and now - warned_at >= timedelta(hours=grace) and action != "warn":
        done = f"would {action}" if dry_run else kind.stop(found)
        if done:
            report.stopped.append(f"{kind.kind} {found.name}: {done}")
            return
    if now - warned_at >= REMINDER:
        report.to_tag.append(found.arn)
        plan = "" if action == "warn" else f"; {action} in {grace} hours"
        keep = f"aws sagemaker add-tags --resource-arn {found.arn} --tags Key={KEEP_UNTIL},Value="
        report.warned.append(
            f"{kind.kind} {found.name}: {kind.unused} for {hours} hours or more{plan}. "
            f"To keep it: {keep}{now.date() + timedelta(days=30)}"
        )


def _hourly_sum(id_: str, name: str, dimensions: Mapping[str, str]) -> dict[str, Any]:
    where = [{"Name": key, "Value": value} for key, value in dimensions.items()]
    metric = {"Namespace": "AWS/SageMaker", "MetricName": name, "Dimensions": where}
    return {"Id": id_, "MetricStat": {"Metric": metric, "Period": 3600, "Stat": "Sum"}}
