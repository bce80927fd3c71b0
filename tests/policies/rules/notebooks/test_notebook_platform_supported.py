from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"

CASES = Cases(
    passes={"supported": (resource(NOTEBOOK, platformIdentifier="notebook-al2023-v1"),)},
    fails={
        "Amazon Linux 2": Case(
            (resource(NOTEBOOK, platformIdentifier="notebook-al2-v3"),),
            ("it: set platform_identifier to 'notebook-al2023-v1', got 'notebook-al2-v3'",),
        ),
        "nothing said": Case(
            (resource(NOTEBOOK),),
            ("it: set platform_identifier to 'notebook-al2023-v1', got nothing",),
        ),
    },
    not_known={
        "which": Case(
            (resource(NOTEBOOK, platformIdentifier=UNKNOWN),), ("it?: platformIdentifier",)
        )
    },
)
