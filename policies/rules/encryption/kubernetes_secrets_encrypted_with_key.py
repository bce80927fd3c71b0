"""Secrets of a Kubernetes cluster are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws:eks/cluster:Cluster",
    why="every token that a training job mounts lies in the database of the cluster",
    source="AWS Security Hub, control EKS.3",
)
def kubernetes_secrets_encrypted_with_key(props: Props) -> Iterator[str]:
    """EKS clusters encrypt their secrets with the stack's key."""
    encryption = props.object("encryptionConfig")
    if "secrets" not in encryption.texts("resources"):
        yield "set encryption_config for 'secrets' with the stack's key"
    else:
        yield from without_key(
            encryption.object("provider"), "keyArn", "key_arn of provider of encryption_config"
        )
