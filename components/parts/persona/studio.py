"""What a person may do in Studio: open one's own profile, own spaces and the apps in them."""

from collections.abc import Iterator

from components.parts.persona.scope import PersonaScope
from components.policy_document import Statement

_OWN_PROFILE = "user-profile/${sagemaker:DomainId}/${sagemaker:UserProfileName}"


def studio_statements(scope: PersonaScope) -> Iterator[Statement]:
    """Statements for a role that people assume, and that their Studio apps run with.

    A request from inside Studio carries the keys `sagemaker:DomainId` and
    `sagemaker:UserProfileName`; for any other request the variables have no value and the
    statement grants nothing.
    """
    owner = {"ArnLike": {"sagemaker:OwnerUserProfileArn": scope.aws.arn("sagemaker", _OWN_PROFILE)}}
    spaces = scope.aws.arn("sagemaker", "space/${sagemaker:DomainId}/*")
    # Only these two kinds of app; ARNs spell them in small letters or not, depending on the app.
    apps = [
        scope.aws.arn("sagemaker", f"app/${{sagemaker:DomainId}}/*/{kind}/*")
        for kind in ("?upyter?ab", "?ode?ditor")
    ]
    instances = {
        "ForAllValues:StringEquals": {"sagemaker:InstanceTypes": list(scope.studio_instance_types)}
    }
    of_team = {"StringEquals": {"sagemaker:ResourceTag/team": scope.team}}
    yield {
        # From a shell or the console, the session's tag says whose profile is one's own.
        "Sid": "OpenOwnProfile",
        "Effect": "Allow",
        "Action": "sagemaker:CreatePresignedDomainUrl",
        "Resource": scope.aws.arn(
            "sagemaker", f"user-profile/*/${{aws:PrincipalTag/{scope.studio_user_tag}}}"
        ),
        "Condition": of_team,
    }
    yield {
        # Not the same statement: a variable without a value voids all of the one that names it.
        "Sid": "OpenOwnProfileFromStudio",
        "Effect": "Allow",
        "Action": "sagemaker:CreatePresignedDomainUrl",
        "Resource": scope.aws.arn("sagemaker", _OWN_PROFILE),
        "Condition": of_team,
    }
    yield {
        "Sid": "OwnSpaces",
        "Effect": "Allow",
        "Action": ["sagemaker:CreateSpace", "sagemaker:DeleteSpace", "sagemaker:UpdateSpace"],
        "Resource": spaces,
        "Condition": {
            **owner,
            **instances,
            "StringEquals": {"sagemaker:SpaceSharingType": ["Private", "Shared"]},
        },
    }
    yield {
        "Sid": "AppsOfOwnSpaces",
        "Effect": "Allow",
        "Action": "sagemaker:CreateApp",
        "Resource": apps,
        "Condition": {
            **owner,
            **instances,
            "StringEquals": {"sagemaker:SpaceSharingType": "Private"},
        },
    }
    yield {
        "Sid": "StopAppsOfOwnSpaces",
        "Effect": "Allow",
        "Action": "sagemaker:DeleteApp",
        "Resource": apps,
        "Condition": {**owner, "StringEquals": {"sagemaker:SpaceSharingType": "Private"}},
    }
    yield {
        "Sid": "AppsOfSharedSpaces",
        "Effect": "Allow",
        "Action": ["sagemaker:CreateApp", "sagemaker:DeleteApp"],
        "Resource": apps,
        "Condition": {
            **instances,
            "StringEquals": {"sagemaker:SpaceSharingType": "Shared"},
        },
    }
    yield {
        # Studio tags what it creates; outside a creation the key is absent and nothing is allowed.
        "Sid": "TagWhileCreating",
        "Effect": "Allow",
        "Action": "sagemaker:AddTags",
        "Resource": [spaces, *apps],
        "Condition": {"Null": {"sagemaker:TaggingAction": "false"}},
    }
    yield {
        "Sid": "WriteStudioLogs",
        "Effect": "Allow",
        "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": scope.aws.arn("logs", "log-group:/aws/sagemaker/studio*"),
    }
