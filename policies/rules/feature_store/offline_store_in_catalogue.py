"""The history of features can be queried."""

from collections.abc import Iterator

from policies.feature_groups import FEATURE_GROUPS
from policies.rule import Props, rule


@rule(
    applies_to=FEATURE_GROUPS,
    why="without a table each training script reads the files in a way of its own",
    source="Amazon SageMaker AI API Reference, OfflineStoreConfig",
)
def offline_store_in_catalogue(group: Props) -> Iterator[str]:
    """Offline stores have a table in the data catalogue."""
    offline = group.object("offlineStoreConfig")
    if "dataCatalogConfig" in offline:
        return
    if offline.get("disableGlueTableCreation", False) is True:
        yield "name a table in data_catalog_config, or set disable_glue_table_creation to False"
