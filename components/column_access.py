"""Column access: tables of the curated zone of which people see all but the sensitive columns."""

from collections.abc import Iterator, Mapping
from typing import NotRequired

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.columns.grants import SensitiveTable, declare_table
from components.parts.columns.settings import (
    ColumnAccessSettings,
    column_access_problems,
    folder_of,
)
from components.parts.columns.statements import ColumnScope, closed, queries, reading
from components.parts.lake.policy import OUTSIDE_VPC_TAG
from components.policy_document import Statement, policy_document, trust
from components.wiring import HasRoles, InStack

__all__ = ["ColumnAccess", "ColumnAccessArgs", "ColumnAccessSettings"]


class ColumnAccessArgs(ColumnAccessSettings, InStack, HasRoles):
    """Inputs of `ColumnAccess`."""

    curated_bucket: pulumi.Input[str]
    """Bucket of the curated zone, which the tables lie in."""

    database_name: pulumi.Input[str]
    """Glue database of the tables."""

    people: dict[str, pulumi.Input[str]]
    """ARNs of the roles that see all but the sensitive columns, by persona."""

    jobs: NotRequired[dict[str, pulumi.Input[str]]]
    """ARNs of the roles that people's code runs with, by what they are for. Default: none."""


class ColumnAccess(pulumi.ComponentResource):
    """Lake Formation decides what people see of the named tables, and nobody's job reads more."""

    reader_role_arn: pulumi.Output[str]
    """Role that Lake Formation reads the tables with."""

    closed_policy_arn: pulumi.Output[str]
    """Policy that refuses the files of the tables, for further roles that people's code has."""

    def __init__(
        self, name: str, args: ColumnAccessArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject("column_access", self.problems(args))
        super().__init__("stepwell:index:ColumnAccess", name, {**args}, opts)
        tables = args["sensitive_columns"]
        scope = ColumnScope(
            aws=AwsScope.of(self),
            curated_bucket=args["curated_bucket"],
            kms_key_arn=args["kms_key_arn"],
            folders=[folder_of(args, table) for table in tables],
        )
        self.reader_role_arn = self._reader(name, args, scope)
        for table, columns in tables.items():
            declare_table(
                f"{name}-{table}",
                SensitiveTable(
                    scope=scope.aws,
                    database_name=args["database_name"],
                    table=table,
                    columns=columns,
                    location_arn=scope.location(folder_of(args, table)),
                ),
                reader_role_arn=self.reader_role_arn,
                people=args["people"],
                writers=args.get("writers", {}),
                parent=self,
            )
        self._attach(name, "people", [queries(), closed(scope)], args["people"])
        self.closed_policy_arn = self._attach(name, "jobs", [closed(scope)], args.get("jobs", {}))
        self.register_outputs(
            {
                "reader_role_arn": self.reader_role_arn,
                "closed_policy_arn": self.closed_policy_arn,
            }
        )

    def _reader(self, name: str, args: ColumnAccessArgs, scope: ColumnScope) -> pulumi.Output[str]:
        """Declare the role that Lake Formation reads the tables with; return its ARN.

        The service-linked role would need a statement in the key's policy, and is the account's.
        """
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-reader",
            description=f"What Lake Formation reads tables of {args['prefix']} with",
            # AWS does not say whether Lake Formation names the account when it assumes a role.
            assume_role_policy=trust(
                ["lakeformation.amazonaws.com"], scope.aws.account_id, if_sent=True
            ),
            permissions_boundary=args.get("permissions_boundary_arn"),
            # Query engines read from networks of AWS, and the zone may be open to the VPC only.
            tags=OUTSIDE_VPC_TAG,
            opts=child,
        )
        policy = aws.iam.RolePolicy(
            f"{name}-reader-policy",
            role=role.name,
            policy=policy_document(*reading(scope)),
            opts=child,
        )
        # Queries fail as long as the role may not read.
        return pulumi.Output.all(role.arn, policy.id).apply(lambda made: str(made[0]))

    def _attach(
        self,
        name: str,
        whose: str,
        statements: list[Statement],
        roles: Mapping[str, pulumi.Input[str]],
    ) -> pulumi.Output[str]:
        """Declare a policy and attach it to `roles`; return its ARN."""
        child = pulumi.ResourceOptions(parent=self)
        policy = aws.iam.Policy(
            f"{name}-{whose}",
            description=f"Files of tables with sensitive columns: closed to {whose}",
            policy=policy_document(*statements),
            opts=child,
        )
        for role, arn in roles.items():
            aws.iam.RolePolicyAttachment(
                f"{name}-{whose}-{role}",
                role=pulumi.Output.from_input(arn).apply(lambda arn: arn.rsplit("/", 1)[-1]),
                policy_arn=policy.arn,
                opts=child,
            )
        return policy.arn

    @staticmethod
    def problems(args: ColumnAccessSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from column_access_problems(args)
