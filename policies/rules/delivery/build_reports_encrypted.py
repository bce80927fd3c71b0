"""Results of tests are encrypted where they are kept."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:codebuild/reportGroup:ReportGroup",
    why="reports of tests hold samples of the data that they ran on",
    source="AWS Security Hub, control CodeBuild.7",
)
def build_reports_encrypted(props: Props) -> Iterator[str]:
    """Reports of builds that are exported to S3 are encrypted there."""
    bucket = props.object("exportConfig").object("s3Destination")
    if bucket.get("encryptionDisabled", False) is True:
        yield "leave encryption_disabled of s3_destination out"
