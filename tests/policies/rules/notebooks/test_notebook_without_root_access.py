from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"

CASES = Cases(
    passes={"no root": (resource(NOTEBOOK, rootAccess="Disabled"),)},
    fails={
        "nothing said": Case(
            (resource(NOTEBOOK),), ("it: set root_access to 'Disabled', got 'Enabled'",)
        ),
        "root": Case(
            (resource(NOTEBOOK, rootAccess="Enabled"),),
            ("it: set root_access to 'Disabled', got 'Enabled'",),
        ),
    },
    not_known={"which": Case((resource(NOTEBOOK, rootAccess=UNKNOWN),), ("it?: rootAccess",))},
)
