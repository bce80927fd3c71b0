from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"
LEAST = "minimumInstanceMetadataServiceVersion"
SERVICE = "instanceMetadataServiceConfiguration"


def notebook(version: object) -> object:
    return resource(NOTEBOOK, instanceMetadataServiceConfiguration={LEAST: version})


CASES = Cases(
    passes={"version 2": (notebook("2"),)},
    fails={
        "nothing said": Case(
            (resource(NOTEBOOK),),
            ("it: set minimum_instance_metadata_service_version to '2', got '1'",),
        ),
        "version 1": Case(
            (notebook("1"),),
            ("it: set minimum_instance_metadata_service_version to '2', got '1'",),
        ),
    },
    not_known={"which": Case((notebook(UNKNOWN),), (f"it?: {SERVICE}.{LEAST}",))},
)
