"""A model is served by the code that it was tested with."""

from collections.abc import Iterator

from policies.images import names_a_version
from policies.props import Props
from policies.rule import rule


@rule(
    applies_to="aws:sagemaker/model:Model",
    why="a machine that is added at night pulls another 'latest' than the ones beside it",
    source="AWS Well-Architected Machine Learning Lens, MLREL03-BP01 Enable CI/CD/CT automation "
    "with traceability",
    remediation="end the image with a tag that never moves, or with @sha256: and its digest",
)
def model_image_names_version(model: Props) -> Iterator[str]:
    """Images of models name a version, which is not `latest`."""
    first = (model["primaryContainer"],) if "primaryContainer" in model else ()
    for container in (*first, *model.get("containers", ())):
        if "image" in container and not names_a_version(container, "image"):
            yield f"name a version of the image, got {container.raw('image')!r}"
