"""What a delivery pipeline passes on is encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws:codepipeline/pipeline:Pipeline",
    why="source, configuration and models lie in that bucket between two stages",
    source="AWS CodePipeline User Guide, "
    "Configure server-side encryption for artifacts stored in Amazon S3",
)
def release_artifacts_encrypted_with_key(props: Props) -> Iterator[str]:
    """Artifact stores of CodePipeline are encrypted with the stack's key."""
    for store in props.objects("artifactStores"):
        key = store.object("encryptionKey")
        yield from without_key(key, "id", f"id of {store.path('encryptionKey')}")
