"""Deploy identity: the two roles of CI, one that plans and one that deploys, without any key."""

import re
from collections.abc import Iterator, Sequence
from typing import NotRequired

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.identity.guardrails import guardrails
from components.parts.identity.objects import declared_objects, handed_over
from components.parts.identity.rights import by_id, looking, named, roles, state
from components.parts.identity.sources import (
    CiSource,
    CiSourceSettings,
    ci_source,
    source_problems,
)
from components.parts.identity.trust import web_identity_trust
from components.policy_document import Statement, policy_document
from components.settings import team_settings
from components.wiring import InStack, OfTeam

DEFAULT_SESSION_HOURS = 2

_PROVIDER_ARN = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:oidc-provider/(?P<claims>.+)")
_POLICY_ARN = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:policy/.+")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_KEY_ARN = re.compile(r"arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/[A-Za-z0-9-]+")


@team_settings
class DeployIdentitySettings(CiSourceSettings):
    """What a team may choose about the identity of its CI."""

    provider_arn: NotRequired[str]
    """ARN of the account's OIDC provider for this issuer, to adopt; an account has one for each.
    Default: the provider is created."""

    boundary_arn: NotRequired[str]
    """Managed policy that caps the two roles. Default: a policy is created."""

    session_hours: NotRequired[int]
    """Hours after which the credentials of a deployment end, 1 to 12. Default: 2."""

    state_bucket: NotRequired[str]
    """Bucket of Pulumi's state. Default: none, the state is kept elsewhere."""

    state_key_arn: NotRequired[str]
    """KMS key of the state bucket and of the secrets in the state. Default: none."""


class DeployIdentityArgs(DeployIdentitySettings, InStack, OfTeam):
    """Inputs of `DeployIdentity`."""

    permissions_boundary_arn: pulumi.Input[str]
    """Boundary of the stack, which every role that CI makes has to carry."""

    artifacts_bucket: NotRequired[pulumi.Input[str]]
    """Bucket of the artifacts zone, where CI puts the defaults of jobs, sources of builds and
    recorded requests. Default: none, it puts none of them."""


class DeployIdentity(pulumi.ComponentResource):
    """Roles that only the named repository can assume, with tokens that live for minutes."""

    plan_role_arn: pulumi.Output[str]
    """ARN of the role for pull requests: it reads configuration, and no data."""

    deploy_role_arn: pulumi.Output[str]
    """ARN of the role for the protected branch or environment."""

    provider_arn: pulumi.Output[str]
    """ARN of the OIDC provider, for other stacks of the account to adopt."""

    def __init__(
        self, name: str, args: DeployIdentityArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject("deploy_identity", self.problems(args))
        super().__init__("stepwell:index:DeployIdentity", name, {**args}, opts)
        scope = AwsScope.of(self)
        prefix = args["prefix"]
        source = ci_source(args)
        capped_by = args["permissions_boundary_arn"]
        kept = guardrails(
            scope,
            args["team"],
            capped_by,
            [scope.global_arn("iam", f"{kind}/{prefix}-ci-*") for kind in ("role", "policy")],
        )
        boundary = pulumi.Output.from_input(
            args.get("boundary_arn") or self._policy(name, prefix, "boundary", [_ANYTHING, *kept])
        )
        provider = pulumi.Output.from_input(
            args.get("provider_arn") or self._oidc_provider(name, source)
        )
        state_keys = [args["state_key_arn"]] if "state_key_arn" in args else []
        bucket = args.get("state_bucket")
        self.plan_role_arn = self._role(
            name,
            prefix,
            "plan",
            trust=web_identity_trust(provider, source, source.plan),
            boundary=boundary,
            session_hours=1,
            rights={"look": [*looking(scope), *state(scope, bucket, state_keys, write=False)]},
        )
        keys = [args["kms_key_arn"], *state_keys]
        artifacts = args.get("artifacts_bucket")
        objects = [declared_objects(scope, prefix, artifacts)]
        if artifacts is not None:
            objects.append(handed_over(scope, artifacts))
        self.deploy_role_arn = self._role(
            name,
            prefix,
            "deploy",
            trust=web_identity_trust(provider, source, [source.deploy]),
            boundary=boundary,
            session_hours=args.get("session_hours", DEFAULT_SESSION_HOURS),
            rights={
                "look": looking(scope),
                "named": named(scope, prefix),
                "objects": objects,
                "by-id": [*by_id(), *state(scope, bucket, keys, write=True)],
                "roles": roles(scope, prefix, capped_by),
                "guardrails": kept,
            },
        )
        self.provider_arn = provider
        self.register_outputs(
            {
                "plan_role_arn": self.plan_role_arn,
                "deploy_role_arn": self.deploy_role_arn,
                "provider_arn": self.provider_arn,
            }
        )

    def _oidc_provider(self, name: str, source: CiSource) -> pulumi.Output[str]:
        """Trust the issuer; without thumbprints, AWS checks its certificate itself."""
        return aws.iam.OpenIdConnectProvider(
            f"{name}-provider",
            url=source.issuer,
            client_id_lists=[source.audience],
            opts=pulumi.ResourceOptions(parent=self),
        ).arn

    def _policy(
        self, name: str, prefix: str, kind: str, statements: Sequence[Statement]
    ) -> pulumi.Output[str]:
        return aws.iam.Policy(
            f"{name}-{kind}",
            # Named, so that the guardrails can tell what CI may not change.
            name=f"{prefix}-ci-{kind}",
            policy=policy_document(*statements),
            opts=pulumi.ResourceOptions(parent=self),
        ).arn

    def _role(
        self,
        name: str,
        prefix: str,
        kind: str,
        *,
        trust: pulumi.Output[str],
        boundary: pulumi.Input[str],
        session_hours: int,
        rights: dict[str, list[Statement]],
    ) -> pulumi.Output[str]:
        role = aws.iam.Role(
            f"{name}-{kind}",
            name=f"{prefix}-ci-{kind}",
            description=f"What CI may do to {kind} {prefix}",
            assume_role_policy=trust,
            max_session_duration=session_hours * 3600,
            permissions_boundary=boundary,
            opts=pulumi.ResourceOptions(parent=self),
        )
        for part, statements in rights.items():
            aws.iam.RolePolicyAttachment(
                f"{name}-{kind}-{part}-attachment",
                role=role.name,
                policy_arn=self._policy(name, prefix, f"{kind}-{part}", statements),
                opts=pulumi.ResourceOptions(parent=self),
            )
        return role.arn

    @staticmethod
    def problems(args: DeployIdentitySettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        found = list(source_problems(args))
        yield from found
        provider = args.get("provider_arn")
        match = None if provider is None else _PROVIDER_ARN.fullmatch(provider)
        if provider is not None and match is None:
            yield Problem("provider_arn", f"must be the ARN of an OIDC provider, got {provider!r}")
        elif match is not None and not found and match["claims"] != ci_source(args).claims:
            yield Problem(
                "provider_arn",
                f"must be the provider of {ci_source(args).claims}, got {provider!r}",
            )
        hours = args.get("session_hours", DEFAULT_SESSION_HOURS)
        if not 1 <= hours <= 12:
            yield Problem("session_hours", f"must be 1 to 12 hours, got {hours}")
        for field, form, meaning in (
            ("boundary_arn", _POLICY_ARN, "the ARN of a managed policy of the account"),
            ("state_bucket", _BUCKET, "the name of a bucket"),
            ("state_key_arn", _KEY_ARN, "the ARN of a KMS key and no alias"),
        ):
            value = args.get(field)
            if value is not None and not form.fullmatch(str(value)):
                yield Problem(field, f"must be {meaning}, got {value!r}")


_ANYTHING: Statement = {"Sid": "Anything", "Effect": "Allow", "Action": "*", "Resource": "*"}
"""A boundary grants nothing: with the refusals after this, it only takes away."""
