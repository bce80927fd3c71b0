from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

PIPELINE = "aws:sagemaker/pipeline:Pipeline"


def pipeline(**location: object) -> object:
    return resource(PIPELINE, pipelineDefinitionS3Location={"bucket": "b", **location})


CASES = Cases(
    passes={
        "in the stack": (resource(PIPELINE, pipelineDefinition="{}"),),
        "a version": (pipeline(versionId="3HL4"),),
    },
    fails={
        "whichever it is": Case(
            (pipeline(objectKey="pipeline.json"),),
            ("it: set version_id of pipeline_definition_s3_location",),
        )
    },
    not_known={"which": Case((pipeline(versionId=UNKNOWN),))},
)
