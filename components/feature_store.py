"""Feature store: feature groups from a schema file, and who reads and writes their records."""

from collections.abc import Callable, Iterator, Mapping
from typing import NotRequired

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.features.access import (
    StoreScope,
    keeper_statements,
    reader_statements,
    writer_statements,
)
from components.parts.features.group import declare_group, table_name
from components.parts.features.schema_file import read_schema
from components.parts.features.settings import FeatureStoreSettings, store_problems
from components.parts.lake.policy import OUTSIDE_VPC_TAG
from components.policy_document import Statement, policy_document, trust
from components.wiring import HasRoles, HoldsData, InStack

_SERVICES = ("sagemaker.amazonaws.com", "lambda.amazonaws.com")
"""Services whose code reads or writes records: jobs, endpoints and functions."""


class FeatureStoreArgs(FeatureStoreSettings, InStack, HoldsData, HasRoles):
    """Inputs of `FeatureStore`."""

    features_bucket: pulumi.Input[str]
    """Bucket of the features zone, which keeps the offline stores."""

    database_name: pulumi.Input[str]
    """Glue database of the team, which the tables of the offline stores go to."""

    readers: NotRequired[dict[str, pulumi.Input[str]]]
    """ARNs of further roles that read records, by what they are for. Default: none."""

    writers: NotRequired[dict[str, pulumi.Input[str]]]
    """ARNs of further roles that write records, by what they are for. Default: none."""


class FeatureStore(pulumi.ComponentResource):
    """Feature groups, online and offline, that grow by features and are never made anew."""

    group_names: pulumi.Output[dict[str, str]]
    """Physical names of the feature groups, by the names in the schema file."""

    table_names: pulumi.Output[dict[str, str]]
    """Tables of the offline stores in the team's database, by the same names."""

    reader_policy_arn: pulumi.Output[str]
    """Policy that reads records, for roles of people and workloads."""

    writer_policy_arn: pulumi.Output[str]
    """Policy that writes and deletes records, for roles of people and workloads."""

    reader_role_arn: pulumi.Output[str]
    """Role of services that read records."""

    writer_role_arn: pulumi.Output[str]
    """Role of services that write records."""

    def __init__(
        self, name: str, args: FeatureStoreArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject("feature_store", self.problems(args))
        super().__init__("stepwell:index:FeatureStore", name, {**args}, opts)
        path = args.get("schema_file")
        groups = read_schema(path)[0] if path is not None else {}
        settings = {group: args.get("groups", {}).get(group, {}) for group in groups}
        scope = StoreScope(
            aws=AwsScope.of(self),
            prefix=args["prefix"],
            features_bucket=args["features_bucket"],
            database_name=args["database_name"],
            kms_key_arn=args["kms_key_arn"],
        )
        offline = [group for group in groups if settings[group].get("offline", True)]
        keeper = self._keeper(name, args, scope) if offline else None
        for group, schema in groups.items():
            declare_group(
                f"{name}-{group}",
                group,
                schema=schema,
                settings=settings[group],
                scope=scope,
                role_arn=keeper if group in offline else None,
                opts=pulumi.ResourceOptions(parent=self, protect=args.get("protect_data", True)),
            )

        self.group_names = pulumi.Output.from_input(
            {group: f"{args['prefix']}-{group}" for group in groups}
        )
        self.table_names = pulumi.Output.from_input({group: table_name(group) for group in offline})
        self.reader_policy_arn, self.reader_role_arn = self._access(
            (name, "reader"), args, scope, reader_statements, args.get("readers", {})
        )
        self.writer_policy_arn, self.writer_role_arn = self._access(
            (name, "writer"), args, scope, writer_statements, args.get("writers", {})
        )
        self.register_outputs(
            {
                "group_names": self.group_names,
                "table_names": self.table_names,
                "reader_policy_arn": self.reader_policy_arn,
                "writer_policy_arn": self.writer_policy_arn,
                "reader_role_arn": self.reader_role_arn,
                "writer_role_arn": self.writer_role_arn,
            }
        )

    def _keeper(self, name: str, args: FeatureStoreArgs, scope: StoreScope) -> pulumi.Output[str]:
        """Declare the role that SageMaker keeps offline stores with; return its ARN."""
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-keeper",
            description=f"What SageMaker keeps the offline stores of {args['prefix']} with",
            # AWS does not say whether Feature Store names the account when it assumes a role.
            assume_role_policy=trust(
                ["sagemaker.amazonaws.com"], scope.aws.account_id, if_sent=True
            ),
            permissions_boundary=args.get("permissions_boundary_arn"),
            # SageMaker writes from a network of its own, and the zone may be open to the VPC only.
            tags=OUTSIDE_VPC_TAG,
            opts=child,
        )
        policy = aws.iam.RolePolicy(
            f"{name}-keeper-policy",
            role=role.name,
            policy=policy_document(*keeper_statements(scope)),
            opts=child,
        )
        # A group is refused as long as its role may not write.
        return pulumi.Output.all(role.arn, policy.id).apply(lambda made: str(made[0]))

    def _access(
        self,
        named: tuple[str, str],
        args: FeatureStoreArgs,
        scope: StoreScope,
        statements: Callable[[StoreScope], Iterator[Statement]],
        others: Mapping[str, pulumi.Input[str]],
    ) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
        """Declare a policy, and a role of services that has it like `others`; return both ARNs."""
        name, who = named
        child = pulumi.ResourceOptions(parent=self)
        policy = aws.iam.Policy(
            f"{name}-{who}",
            description=f"{who.capitalize()} of feature records of {args['prefix']}",
            policy=policy_document(*statements(scope)),
            opts=child,
        )
        role = aws.iam.Role(
            f"{name}-{who}-role",
            description=f"Services that are {who} of feature records of {args['prefix']}",
            # AWS does not say whether Lambda names the account when it assumes a role.
            assume_role_policy=trust(_SERVICES, scope.aws.account_id, if_sent=True),
            permissions_boundary=args.get("permissions_boundary_arn"),
            opts=child,
        )
        aws.iam.RolePolicyAttachment(
            f"{name}-{who}-attachment", role=role.name, policy_arn=policy.arn, opts=child
        )
        for other, arn in others.items():
            aws.iam.RolePolicyAttachment(
                f"{name}-{who}-{other}",
                role=pulumi.Output.from_input(arn).apply(lambda arn: arn.rsplit("/", 1)[-1]),
                policy_arn=policy.arn,
                opts=child,
            )
        return policy.arn, role.arn

    @staticmethod
    def problems(args: FeatureStoreSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args` and the schema file, known before anything runs."""
        yield from store_problems(args)
