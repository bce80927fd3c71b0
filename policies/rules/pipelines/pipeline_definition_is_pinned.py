"""A pipeline runs the definition that was reviewed."""

from collections.abc import Iterator

from policies.pipelines import PIPELINE
from policies.rule import Props, rule


@rule(
    applies_to=PIPELINE,
    why="whoever may write the object in S3 changes what is trained, with no review and no trace",
    source="Amazon SageMaker AI API Reference, PipelineDefinitionS3Location, VersionId",
)
def pipeline_definition_is_pinned(pipeline: Props) -> Iterator[str]:
    """Pipelines whose definition is in S3 name the version of the object."""
    location = pipeline.object("pipelineDefinitionS3Location")
    if "pipelineDefinitionS3Location" in pipeline and "versionId" not in location:
        yield "set version_id of pipeline_definition_s3_location"
