"""Audit trail: who read and wrote data, and who approved which model, out of the team's reach."""

from collections.abc import Iterator, Sequence

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.audit.decisions import Decisions, declare_decisions
from components.parts.audit.log_bucket import LogBucket, declare_log_bucket
from components.parts.audit.selectors import Recorded, selectors
from components.parts.audit.settings import (
    DEFAULT_DECISION_RETENTION_DAYS,
    DEFAULT_RETENTION_DAYS,
    AuditTrailSettings,
    DataEvents,
    LockMode,
    audit_problems,
    zone_events,
)
from components.wiring import HoldsData, InStack, Zones

__all__ = ["AuditTrail", "AuditTrailArgs", "AuditTrailSettings"]


class AuditTrailArgs(AuditTrailSettings, InStack, HoldsData, Zones):
    """Inputs of `AuditTrail`."""

    model_group_names: pulumi.Input[Sequence[str]]
    """Names of the groups of model versions whose approvals are kept."""


class AuditTrail(pulumi.ComponentResource):
    """A trail of accesses to data, and a log of what people decided of models."""

    trail_arn: pulumi.Output[str]
    """ARN of the trail, created or adopted."""

    log_bucket: pulumi.Output[str]
    """Bucket of the records; empty where the trail is adopted."""

    decision_log_group: pulumi.Output[str]
    """Log group of changes and approvals of models."""

    def __init__(
        self, name: str, args: AuditTrailArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        protect = args.get("protect_data", True)
        reject("audit_trail", self.problems(args))
        super().__init__("stepwell:index:AuditTrail", name, {**args}, opts)
        scope = AwsScope.of(self)

        adopted = args.get("trail_arn")
        if adopted is not None:
            self.trail_arn = pulumi.Output.from_input(adopted)
            self.log_bucket = pulumi.Output.from_input("")
        else:
            self._declare_trail(name, args, scope)
        self.decision_log_group = declare_decisions(
            f"{name}-decisions",
            Decisions(
                prefix=args["prefix"],
                group_names=args["model_group_names"],
                retention_days=args.get("decision_retention_days", DEFAULT_DECISION_RETENTION_DAYS),
                kms_key_arn=args["kms_key_arn"],
                protect=protect,
            ),
            scope,
            self,
        ).name
        self.register_outputs(
            {
                "trail_arn": self.trail_arn,
                "log_bucket": self.log_bucket,
                "decision_log_group": self.decision_log_group,
            }
        )

    def _declare_trail(self, name: str, args: AuditTrailArgs, scope: AwsScope) -> None:
        """Declare the trail, and its bucket unless one is adopted."""
        protect = args.get("protect_data", True)
        trail_name = f"{args['prefix']}-audit"
        ready = list[pulumi.Resource]()
        given = args.get("log_bucket")
        if given is not None:
            self.log_bucket = pulumi.Output.from_input(given)
        else:
            kept = LogBucket(
                prefix=args["prefix"],
                trail_arn=scope.arn("cloudtrail", f"trail/{trail_name}"),
                retention_days=args.get("retention_days", DEFAULT_RETENTION_DAYS),
                lock_days=args.get("lock_days"),
                lock_mode=LockMode(args.get("lock_mode", LockMode.GOVERNANCE)),
                protect=protect,
            )
            made = declare_log_bucket(f"{name}-records", kept, scope, self)
            self.log_bucket = made.bucket.bucket
            ready.append(made.policy)
        self.trail_arn = aws.cloudtrail.Trail(
            f"{name}-trail",
            # The policies of the bucket and of the key know it by its name.
            name=trail_name,
            s3_bucket_name=self.log_bucket,
            kms_key_id=args["kms_key_arn"],
            enable_log_file_validation=True,
            advanced_event_selectors=selectors(
                Recorded(
                    scope=scope,
                    prefix=args["prefix"],
                    buckets={
                        "raw": args["raw_bucket"],
                        "curated": args["curated_bucket"],
                        "features": args["features_bucket"],
                        "artifacts": args["artifacts_bucket"],
                    },
                    zones=zone_events(args),
                    feature_store=DataEvents(args.get("feature_store", DataEvents.NONE)),
                    invocations=args.get("invocations", False),
                    management=args.get("management_events", True),
                    management_reads=args.get("management_reads", False),
                    log_bucket=self.log_bucket if given is None else None,
                )
            ),
            opts=pulumi.ResourceOptions(parent=self, protect=protect, depends_on=ready),
        ).arn

    @staticmethod
    def problems(args: AuditTrailSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from audit_problems(args)
