from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"

CASES = Cases(
    passes={"one": (resource(NOTEBOOK, lifecycleConfigName="stop-when-idle"),)},
    fails={"none": Case((resource(NOTEBOOK),), ("it: set lifecycle_config_name",))},
    not_known={"its name": Case((resource(NOTEBOOK, lifecycleConfigName=UNKNOWN),))},
)
