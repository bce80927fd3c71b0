from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DOMAIN = "aws:sagemaker/domain:Domain"
NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"

CASES = Cases(
    passes={
        "a domain in the VPC": (resource(DOMAIN, appNetworkAccessType="VpcOnly"),),
        "a notebook in the VPC": (resource(NOTEBOOK, directInternetAccess="Disabled"),),
    },
    fails={
        "a domain, nothing said": Case(
            (resource(DOMAIN),),
            ("it: set app_network_access_type to 'VpcOnly', got 'PublicInternetOnly'",),
        ),
        "a notebook, nothing said": Case(
            (resource(NOTEBOOK),), ("it: set direct_internet_access to 'Disabled', got 'Enabled'",)
        ),
    },
    not_known={
        "which": Case(
            (resource(DOMAIN, appNetworkAccessType=UNKNOWN),), ("it?: appNetworkAccessType",)
        )
    },
)
