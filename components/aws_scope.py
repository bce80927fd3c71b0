"""Where a component's resources live: partition, region and account, as the provider sees them."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True)
class AwsScope:
    """Partition, region and account of the provider that a component uses."""

    partition: pulumi.Output[str]
    region: pulumi.Output[str]
    account_id: pulumi.Output[str]

    @classmethod
    def of(cls, component: pulumi.ComponentResource | None = None) -> "AwsScope":
        """Ask the provider that the children of `component` use, or the stack's."""
        opts = pulumi.InvokeOutputOptions(parent=component)
        return cls(
            partition=aws.get_partition_output(opts=opts).partition,
            region=aws.get_region_output(opts=opts).region,
            account_id=aws.get_caller_identity_output(opts=opts).account_id,
        )

    def arn(self, service: str, resource: pulumi.Input[str]) -> pulumi.Output[str]:
        """ARN of `resource` of `service` in this account and region."""
        return self._joined(lambda at: f"arn:{at[0]}:{service}:{at[1]}:{at[2]}:", resource)

    def global_arn(self, service: str, resource: pulumi.Input[str]) -> pulumi.Output[str]:
        """ARN of `resource` of a `service` without regions, such as IAM."""
        return self._joined(lambda at: f"arn:{at[0]}:{service}::{at[2]}:", resource)

    @functools.cached_property
    def _place(self) -> pulumi.Output[Any]:
        return pulumi.Output.all(self.partition, self.region, self.account_id)

    def _joined(
        self, beginning: Callable[[Sequence[str]], str], resource: pulumi.Input[str]
    ) -> pulumi.Output[str]:
        # `Output.concat` makes two Outputs of each part, and a stack has hundreds of ARNs.
        if isinstance(resource, str):
            return self._place.apply(lambda place: beginning(place) + resource)
        both: pulumi.Output[Any] = pulumi.Output.all(self._place, resource)
        return both.apply(lambda known: beginning(known[0]) + known[1])
