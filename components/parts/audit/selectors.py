"""What a trail records: selectors of events, in the words of CloudTrail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.audit.settings import DataEvents

_OBJECTS = "AWS::S3::Object"
_FEATURE_GROUPS = "AWS::SageMaker::FeatureGroup"
_ENDPOINTS = "AWS::SageMaker::Endpoint"
"""Resource types with data events (CloudTrail User Guide, "Logging data events")."""

_Selector = aws.cloudtrail.TrailAdvancedEventSelectorArgs
_Field = aws.cloudtrail.TrailAdvancedEventSelectorFieldSelectorArgs


@dataclass(frozen=True)
class Recorded:
    """What one trail records."""

    scope: AwsScope
    prefix: str
    buckets: Mapping[str, pulumi.Input[str]]
    """Buckets of the zones."""

    zones: Mapping[str, DataEvents]
    feature_store: DataEvents
    invocations: bool
    management: bool
    management_reads: bool
    log_bucket: pulumi.Input[str] | None
    """Bucket of the records themselves, where the stack has one."""


def selectors(recorded: Recorded) -> list[_Selector]:
    """Return the selectors, each of one kind of event."""
    return [*_management(recorded), *_objects(recorded), *_sagemaker(recorded)]


def _management(recorded: Recorded) -> Iterator[_Selector]:
    if recorded.management and recorded.management_reads:
        yield _selector("Changes and reads of resources", "Management")
    elif recorded.management:
        # Reading configuration is most of what an account does, and changes nothing.
        yield _selector("Changes of resources", "Management", readOnly=["false"])


def _objects(recorded: Recorded) -> Iterator[_Selector]:
    for events in (DataEvents.ALL, DataEvents.READ, DataEvents.WRITE):
        zones = [zone for zone, chosen in recorded.zones.items() if chosen is events]
        if zones:
            arns = [_objects_of(recorded, recorded.buckets[zone]) for zone in zones]
            yield _data(f"Objects of {', '.join(zones)}: {events}", _OBJECTS, arns, events)
    if recorded.log_bucket is not None:
        fields = _fields("Data", _OBJECTS, [_objects_of(recorded, recorded.log_bucket)])
        # CloudTrail's own deliveries would be recorded, delivered and recorded again.
        fields.append(_Field(field="eventName", not_equals=["PutObject"]))
        yield _Selector(name="Who reads and deletes these records", field_selectors=fields)


def _sagemaker(recorded: Recorded) -> Iterator[_Selector]:
    if recorded.feature_store is not DataEvents.NONE:
        groups = recorded.scope.arn("sagemaker", f"feature-group/{recorded.prefix}-")
        name = f"Records of feature groups: {recorded.feature_store}"
        yield _data(name, _FEATURE_GROUPS, [groups], recorded.feature_store)
    if recorded.invocations:
        endpoints = recorded.scope.arn("sagemaker", f"endpoint/{recorded.prefix}-")
        yield _data("Calls of endpoints", _ENDPOINTS, [endpoints], DataEvents.ALL)


def _data(
    name: str, resource_type: str, arns: Sequence[pulumi.Input[str]], events: DataEvents
) -> _Selector:
    fields = _fields("Data", resource_type, arns)
    if events is not DataEvents.ALL:
        only_reads = "true" if events is DataEvents.READ else "false"
        fields.append(_Field(field="readOnly", equals=[only_reads]))
    return _Selector(name=name, field_selectors=fields)


def _fields(
    category: str, resource_type: str, arns: Sequence[pulumi.Input[str]]
) -> list[pulumi.Input[_Field]]:
    return [
        _Field(field="eventCategory", equals=[category]),
        _Field(field="resources.type", equals=[resource_type]),
        _Field(field="resources.ARN", starts_withs=list(arns)),
    ]


def _selector(name: str, category: str, **equal: Sequence[str]) -> _Selector:
    return _Selector(
        name=name,
        field_selectors=[
            _Field(field="eventCategory", equals=[category]),
            *(_Field(field=field, equals=list(values)) for field, values in equal.items()),
        ],
    )


def _objects_of(recorded: Recorded, bucket: pulumi.Input[str]) -> pulumi.Output[str]:
    # With the slash, or the objects of every bucket whose name starts alike would be recorded.
    return pulumi.Output.concat("arn:", recorded.scope.partition, ":s3:::", bucket, "/")
