"""Image repository: where one kind of container image is pushed to and pulled from."""

import re
from collections.abc import Iterator
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.common.ecr_image import EcrImage
from components.parts.image.policies import image_lifecycle, pull_policy
from components.settings import team_settings
from components.wiring import HoldsData, InStack

DEFAULT_KEPT_IMAGES = 100
DEFAULT_UNTAGGED_RETENTION_DAYS = 14

_ACCOUNT = re.compile(r"\d{12}")


@team_settings
class ImageRepositorySettings(TypedDict):
    """What a team may choose about one of its image repositories."""

    repository_url: NotRequired[str]
    """Existing repository, `<account>.dkr.ecr.<region>.amazonaws.com/<name>`, to adopt.
    Default: a repository is created."""

    reader_accounts: NotRequired[list[str]]
    """Ids of other AWS accounts that may pull, such as that of production. Default: none."""

    kept_images: NotRequired[int]
    """Newest images to keep; older ones are deleted, even if in use. Default: 100."""

    untagged_retention_days: NotRequired[int]
    """Days that an image without a tag is kept. Default: 14."""


_SETTINGS = frozenset(ImageRepositorySettings.__annotations__)


class ImageRepositoryArgs(ImageRepositorySettings, InStack, HoldsData):
    """Inputs of `ImageRepository`."""

    repository: str
    """Name of the repository within the stack: `training` makes `fraud-dev/training`."""


class ImageRepository(pulumi.ComponentResource):
    """An ECR repository whose tags never move, scanned on push, private to the account."""

    repository_url: pulumi.Output[str]
    """Address to push to and pull from, without a tag."""

    repository_arn: pulumi.Output[str]
    """ARN of the repository, for IAM policies."""

    repository_name: pulumi.Output[str]
    """Name of the repository in its registry."""

    def __init__(
        self, name: str, args: ImageRepositoryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject(f"images.{args['repository']}", self.problems(args))
        super().__init__("stepwell:index:ImageRepository", name, {**args}, opts)
        adopted = args.get("repository_url")
        image = None if adopted is None else EcrImage.of(adopted)
        if adopted is not None and image is not None:
            self.repository_url = pulumi.Output.from_input(adopted)
            self.repository_arn = AwsScope.of(self).partition.apply(image.repository_arn)
            self.repository_name = pulumi.Output.from_input(image.repository)
        else:
            repository = self._create(name, args)
            self.repository_url = repository.repository_url
            self.repository_arn = repository.arn
            self.repository_name = repository.name
        self.register_outputs(
            {
                "repository_url": self.repository_url,
                "repository_arn": self.repository_arn,
                "repository_name": self.repository_name,
            }
        )

    @staticmethod
    def problems(args: ImageRepositorySettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        url = args.get("repository_url")
        if url is not None and (EcrImage.of(url) is None or re.search(r"[:@]", url)):
            yield Problem(
                "repository_url",
                f"must be <account>.dkr.ecr.<region>.amazonaws.com/<name>, got {url!r}",
            )
        if url is not None:
            for field in sorted(set(args) & _SETTINGS - {"repository_url"}):
                yield Problem(
                    field,
                    f"must be left out when repository_url adopts one, got {args[field]!r}",
                )
        accounts = args.get("reader_accounts", [])
        for index, account in enumerate(accounts):
            where = f"reader_accounts[{index}]"
            if not _ACCOUNT.fullmatch(account):
                yield Problem(where, f"must be a 12-digit AWS account id, got {account!r}")
            elif account in accounts[:index]:
                yield Problem(where, f"must be listed once, got {account!r} again")
        kept = args.get("kept_images", DEFAULT_KEPT_IMAGES)
        if kept < 1:
            yield Problem("kept_images", f"must be at least 1 image, got {kept}")
        days = args.get("untagged_retention_days", DEFAULT_UNTAGGED_RETENTION_DAYS)
        if days < 1:
            yield Problem("untagged_retention_days", f"must be at least 1 day, got {days}")

    def _create(self, name: str, args: ImageRepositoryArgs) -> aws.ecr.Repository:
        protect = args.get("protect_data", True)
        readers = args.get("reader_accounts", [])
        child = pulumi.ResourceOptions(parent=self)
        repository = aws.ecr.Repository(
            f"{name}-repository",
            # Written in build scripts, so without a random part.
            name=f"{args['prefix']}/{args['repository']}",
            image_tag_mutability="IMMUTABLE",
            image_scanning_configuration=aws.ecr.RepositoryImageScanningConfigurationArgs(
                scan_on_push=True
            ),
            encryption_configurations=[
                aws.ecr.RepositoryEncryptionConfigurationArgs(
                    encryption_type="KMS", kms_key=args["kms_key_arn"]
                )
            ],
            force_delete=not protect,
            opts=pulumi.ResourceOptions(parent=self, protect=protect),
        )
        aws.ecr.LifecyclePolicy(
            f"{name}-lifecycle",
            repository=repository.name,
            policy=image_lifecycle(
                args.get("kept_images", DEFAULT_KEPT_IMAGES),
                args.get("untagged_retention_days", DEFAULT_UNTAGGED_RETENTION_DAYS),
            ),
            opts=child,
        )
        if readers:
            aws.ecr.RepositoryPolicy(
                f"{name}-policy",
                repository=repository.name,
                policy=pull_policy(readers, AwsScope.of(self)),
                opts=child,
            )
        return repository
