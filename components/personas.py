"""Personas: the roles that people work in, scoped to the stack of one team."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.common.instance_types import check_instance_types
from components.parts.persona.keepers import auditor, platform_engineer
from components.parts.persona.makers import data_scientist, ml_engineer, shared
from components.parts.persona.scope import PersonaScope
from components.parts.persona.trust import persona_trust
from components.policy_document import Statement, policy_document
from components.settings import team_settings
from components.wiring import HasRoles, InStack, Zones

DEFAULT_SESSION_HOURS = 8
DEFAULT_STUDIO_USER_TAG = "studio-user"
DEFAULT_STUDIO_INSTANCE_TYPES = (
    "ml.t3.medium",
    "ml.t3.large",
    "ml.m5.large",
    "ml.m5.xlarge",
    "ml.m5.2xlarge",
    "ml.g4dn.xlarge",
)


class Persona(StrEnum):
    """A way of working with the platform, with the permissions that it takes."""

    DATA_SCIENTIST = "data-scientist"
    ML_ENGINEER = "ml-engineer"
    PLATFORM_ENGINEER = "platform-engineer"
    AUDITOR = "auditor"


MAX_STUDIO_INSTANCE_TYPES = 40
"""As many as fit into a managed policy, which names each three times."""

_TRUST_POLICY_ROOM = 1_150
"""Characters of a trust policy that its principals may take of the 2,048 that IAM allows."""

MAKERS = (Persona.DATA_SCIENTIST, Persona.ML_ENGINEER)
"""Personas whose roles are execution roles in Studio as well."""


@team_settings
class PersonasSettings(TypedDict):
    """What a team may choose about its personas."""

    trusted_principal_arns: NotRequired[dict[str, list[str]]]
    """By persona (`data-scientist`, `ml-engineer`, `platform-engineer`, `auditor`), ARNs of the IAM
    principals that may assume its role. Default: for a persona not listed, any principal of the
    account with the tag `team` of this team and a tag `personas` that names the persona."""

    require_mfa: NotRequired[bool]
    """Whether only a session with MFA may assume a role; leave it off when people come through an
    identity provider, which checks MFA itself and sets no such mark. Default: False."""

    session_hours: NotRequired[int]
    """Hours that an assumed session lasts at most, 1 to 12. Default: 8."""

    studio_user_tag: NotRequired[str]
    """Session tag that holds a person's Studio profile name, so that only one's own profile can be
    opened. Default: `studio-user`."""

    studio_instance_types: NotRequired[list[str]]
    """Instance types that Studio apps may run on. Default: ml.t3.medium, ml.t3.large, ml.m5.large,
    ml.m5.xlarge, ml.m5.2xlarge, ml.g4dn.xlarge."""


class PersonasArgs(PersonasSettings, InStack, HasRoles, Zones):
    """Inputs of `Personas`."""

    team: str
    """The team, as in the `team` tag of what belongs to it."""

    database_name: pulumi.Input[str]
    """Name of the Glue database that describes the zones."""

    workgroup_name: pulumi.Input[str]
    """Name of the Athena workgroup for SQL."""

    training_role_arn: NotRequired[pulumi.Input[str]]
    """Role that jobs run with. Default: nobody can start a job."""

    guardrails_policy_arn: NotRequired[pulumi.Input[str]]
    """Policy that refuses jobs outside the team's limits, attached to the roles that start jobs.
    Default: none is attached."""

    tracking_server_arn: NotRequired[pulumi.Input[str]]
    """MLflow tracking server to use. Default: any whose name starts with the prefix."""


class Personas(pulumi.ComponentResource):
    """Four roles for people: data scientist, ML engineer, platform engineer and auditor."""

    data_scientist_role_arn: pulumi.Output[str]
    """Role that experiments and trains; an execution role in Studio."""

    ml_engineer_role_arn: pulumi.Output[str]
    """Role that approves, deploys and runs pipelines; an execution role in Studio."""

    platform_engineer_role_arn: pulumi.Output[str]
    """Role that operates the stack and sees no data."""

    auditor_role_arn: pulumi.Output[str]
    """Role that reads configuration, logs and lineage, and no data."""

    def __init__(
        self, name: str, args: PersonasArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject("personas", self.problems(args))
        super().__init__("stepwell:index:Personas", name, {**args}, opts)

        scope = PersonaScope(
            aws=AwsScope.of(self),
            prefix=args["prefix"],
            team=args["team"],
            kms_key_arn=args["kms_key_arn"],
            raw_bucket=args["raw_bucket"],
            curated_bucket=args["curated_bucket"],
            features_bucket=args["features_bucket"],
            artifacts_bucket=args["artifacts_bucket"],
            database_name=args["database_name"],
            workgroup_name=args["workgroup_name"],
            studio_user_tag=args.get("studio_user_tag", DEFAULT_STUDIO_USER_TAG),
            # Studio's own server app runs on the type called system, which costs nothing.
            studio_instance_types=(
                "system",
                *args.get("studio_instance_types", DEFAULT_STUDIO_INSTANCE_TYPES),
            ),
            training_role_arn=args.get("training_role_arn"),
            tracking_server_arn=args.get("tracking_server_arn"),
        )
        child = pulumi.ResourceOptions(parent=self)
        managed = {
            policy: aws.iam.Policy(
                f"{name}-{policy}",
                description=f"{policy} permissions of the makers of {args['prefix']}",
                policy=policy_document(*statements),
                opts=child,
            ).arn
            for policy, statements in shared(scope).items()
        }
        guardrails = args.get("guardrails_policy_arn")
        if guardrails is not None:
            managed["guardrails"] = pulumi.Output.from_input(guardrails)
        statements = {
            Persona.DATA_SCIENTIST: data_scientist(scope),
            Persona.ML_ENGINEER: ml_engineer(scope),
            Persona.PLATFORM_ENGINEER: platform_engineer(scope),
            Persona.AUDITOR: auditor(scope),
        }
        roles = {
            persona: self._role(
                name, persona, args, scope, own, managed if persona in MAKERS else {}
            )
            for persona, own in statements.items()
        }
        self.data_scientist_role_arn = roles[Persona.DATA_SCIENTIST]
        self.ml_engineer_role_arn = roles[Persona.ML_ENGINEER]
        self.platform_engineer_role_arn = roles[Persona.PLATFORM_ENGINEER]
        self.auditor_role_arn = roles[Persona.AUDITOR]
        self.register_outputs(
            {
                "data_scientist_role_arn": self.data_scientist_role_arn,
                "ml_engineer_role_arn": self.ml_engineer_role_arn,
                "platform_engineer_role_arn": self.platform_engineer_role_arn,
                "auditor_role_arn": self.auditor_role_arn,
            }
        )

    def _role(
        self,
        name: str,
        persona: Persona,
        args: PersonasArgs,
        scope: PersonaScope,
        own: list[Statement],
        managed: Mapping[str, pulumi.Output[str]],
    ) -> pulumi.Output[str]:
        """Declare the role of one persona and what it may do; return its ARN."""
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-{persona.value}",
            # People and identity providers know the role by its name, so it is not a random one.
            name=f"{args['prefix']}-{persona.value}",
            description=f"{persona.value} of {args['prefix']}",
            assume_role_policy=persona_trust(
                scope,
                persona.value,
                principals=args.get("trusted_principal_arns", {}).get(persona.value, []),
                require_mfa=args.get("require_mfa", False),
                studio=persona in MAKERS,
            ),
            max_session_duration=args.get("session_hours", DEFAULT_SESSION_HOURS) * 3600,
            permissions_boundary=args.get("permissions_boundary_arn"),
            opts=child,
        )
        aws.iam.RolePolicy(
            f"{name}-{persona.value}-own",
            role=role.name,
            policy=policy_document(*own),
            opts=child,
        )
        for policy, arn in managed.items():
            aws.iam.RolePolicyAttachment(
                f"{name}-{persona.value}-{policy}", role=role.name, policy_arn=arn, opts=child
            )
        return role.arn

    @staticmethod
    def problems(args: PersonasSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        hours = args.get("session_hours", DEFAULT_SESSION_HOURS)
        if not 1 <= hours <= 12:
            yield Problem("session_hours", f"must be 1 to 12 hours, got {hours}")
        known = [persona.value for persona in Persona]
        for persona, arns in args.get("trusted_principal_arns", {}).items():
            where = f"trusted_principal_arns.{persona}"
            if persona not in known:
                yield Problem(where, f"must be a persona ({', '.join(known)}), got {persona!r}")
            if not arns:
                yield Problem(where, "must list at least one ARN, got an empty list")
            # A maker's trust policy names them twice, to assume the role and to pass a session tag.
            times = 2 if persona in MAKERS else 1
            if (room := sum(len(arn) + 3 for arn in arns) * times) > _TRUST_POLICY_ROOM:
                yield Problem(
                    where,
                    f"must take up to {_TRUST_POLICY_ROOM // times} characters, or IAM refuses"
                    f" the trust policy, got {room // times}\n"
                    "  name a role that these people share, or let them in by their tags",
                )
            for i, arn in enumerate(arns):
                if not arn.startswith("arn:") or "*" in arn:
                    yield Problem(
                        f"{where}[{i}]", f"must be the ARN of one IAM principal, got {arn!r}"
                    )
        tag = args.get("studio_user_tag", DEFAULT_STUDIO_USER_TAG)
        if not 1 <= len(tag) <= 128 or tag.startswith("aws:"):
            yield Problem(
                "studio_user_tag", f"must be a tag key of 1 to 128 characters, got {tag!r}"
            )
        types = args.get("studio_instance_types", DEFAULT_STUDIO_INSTANCE_TYPES)
        yield from check_instance_types("studio_instance_types", types)
        if len(types) > MAX_STUDIO_INSTANCE_TYPES:
            yield Problem(
                "studio_instance_types",
                f"must list at most {MAX_STUDIO_INSTANCE_TYPES} instance types, got {len(types)}",
            )
