"""Predictions that an API keeps are locked away."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:apigateway/methodSettings:MethodSettings",
    why="a cache holds the answers of the model about everybody who was asked about",
    source="AWS Security Hub, control APIGateway.5",
)
def api_cache_encrypted(props: Props) -> Iterator[str]:
    """Methods whose answers are cached encrypt the cache."""
    settings = props.object("settings")
    if (
        settings.get("cachingEnabled", False) is True
        and settings.get("cacheDataEncrypted", False) is not True
    ):
        yield "set cache_data_encrypted to True"
