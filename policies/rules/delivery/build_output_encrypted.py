"""What a build leaves behind is encrypted."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:codebuild/project:Project",
    why="what a build makes is what runs, and its log shows how to get at it",
    source="AWS Security Hub, control CodeBuild.3",
)
def build_output_encrypted(props: Props) -> Iterator[str]:
    """Builds switch encryption off neither for what they make nor for their logs in S3."""
    outputs = [
        props.object("artifacts"),
        *props.objects("secondaryArtifacts"),
        props.object("logsConfig").object("s3Logs"),
    ]
    for output in outputs:
        if output.get("encryptionDisabled", False) is True:
            yield f"leave {output.path('encryptionDisabled')} out"
