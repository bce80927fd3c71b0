from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

VERSION = "aws-native:sagemaker:ModelPackage"

CASES = Cases(
    passes={
        "nothing said": (pipeline(step("RegisterModel", ModelPackageGroupName="scorer")),),
        "pending": (
            pipeline(step("RegisterModel", ModelApprovalStatus="PendingManualApproval")),
            resource(VERSION, modelApprovalStatus="PendingManualApproval"),
        ),
    },
    fails={
        "a version": Case(
            (resource(VERSION, modelApprovalStatus="Approved"),),
            ("it: set model_approval_status to 'PendingManualApproval', got 'Approved'",),
        ),
        "a step": Case(
            (
                pipeline(
                    step(
                        "RegisterModel",
                        "Register",
                        ModelApprovalStatus={"Get": "Parameters.Status"},
                    ),
                    Status="Approved",
                ),
            ),
            (
                "pipe: step Register: set ModelApprovalStatus to 'PendingManualApproval',"
                " got 'Approved'",
            ),
        ),
    },
    not_known={
        "whether": Case(
            (resource(VERSION, modelApprovalStatus=UNKNOWN),), ("it?: modelApprovalStatus",)
        )
    },
)
