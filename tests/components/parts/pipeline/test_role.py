from tests.components.iam_evaluation import refusals
from tests.components.pipeline_support import (
    NAME,
    ROLE,
    ROLE_POLICY,
    definition,
    grants,
    pipeline,
)
from tests.components.support import only, statements
from tests.components.training_support import training

ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"


def test_the_figures_can_be_read_where_zones_are_closed_to_all_outside_the_vpc():
    role = only(pipeline(), "aws:iam/role:Role").inputs
    assert role["tags"] == {"data-access": "outside-vpc"}


def test_the_role_starts_its_own_jobs_and_no_others():
    found = grants(pipeline())
    job = "arn:aws:sagemaker:eu-west-1:000000000000:"
    assert found["StartTrainingJobs"]["Resource"] == [f"{job}training-job/fraud-dev-train-*"]
    assert found["PassTheJobsRoleToSageMaker"]["Resource"] == ROLE
    assert found["PassTheJobsRoleToSageMaker"]["Condition"] == {
        "StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}
    }
    assert found["ReadResults"]["Resource"] == "arn:aws:s3:::fraud-dev-artifacts/training/*"
    actions = {action for one in found.values() for action in one["Action"]}
    assert not {a for a in actions if "*" in a or "Delete" in a or "Update" in a or "Put" in a}
    assert "StartHyperParameterTuningJobs" not in found


def test_tunings_are_told_from_those_of_other_stacks_by_their_tags():
    found = grants(pipeline(tuning={}))
    start, stop = found["StartHyperParameterTuningJobs"], found["StopHyperParameterTuningJobs"]
    assert start["Resource"] == [
        "arn:aws:sagemaker:eu-west-1:000000000000:hyper-parameter-tuning-job/fraud-*"
    ]
    assert start["Condition"] == {"StringEquals": {"aws:RequestTag/team": "fraud"}}
    assert stop["Condition"] == {"StringEquals": {"aws:ResourceTag/team": "fraud"}}


def test_the_role_registers_into_one_group_and_approves_nothing():
    found = grants(pipeline(model_package_groups=["fraud-dev-churn", "x"], model_group="churn"))
    register = found["RegisterVersionsThatAwaitApproval"]
    assert register["Condition"] == {
        "StringEqualsIfExists": {"sagemaker:ModelApprovalStatus": "PendingManualApproval"}
    }
    arn = "arn:aws:sagemaker:eu-west-1:000000000000:"
    assert register["Resource"] == [
        f"{arn}model-package-group/fraud-dev-churn",
        f"{arn}model-package/fraud-dev-churn/*",
    ]


def test_jobs_may_find_the_model_that_serves():
    plan = pipeline()
    found = grants(plan, "jobs")
    assert found["ReadVersions"]["Action"] == ["sagemaker:DescribeModelPackage"]
    policy = next(r for r in plan.of_type(ROLE_POLICY) if r.name == f"{NAME}-jobs")
    assert policy.inputs["role"] == "fraud-dev-training-role-1a2b"


def test_guardrails_and_boundary_cap_the_role():
    plan = pipeline(guardrails_policy_arn="arn:g", permissions_boundary_arn="arn:b")
    assert only(plan, ATTACHMENT).inputs["policyArn"] == "arn:g"
    role = only(plan, "aws:iam/role:Role").inputs
    assert role["permissionsBoundary"] == "arn:b"
    trusted = statements(role["assumeRolePolicy"])[0]
    assert trusted["Condition"] == {"StringEquals": {"aws:SourceAccount": "000000000000"}}


def test_jobs_of_the_shipped_pipelines_pass_the_guardrails_of_the_stack():
    plan = training()
    guardrails = only(plan, "aws:iam/policy:Policy")
    group = only(plan, "stepwell:index:ManagedTraining").outputs["security_group_id"]
    refused = [
        (kind, one["Name"], refusals(statements(guardrails.inputs["policy"]), action, context))
        for kind in ("tabular", "gpu")
        for one, action, context in _requests(kind, group)
    ]
    assert [entry for entry in refused if entry[2]] == []


def _requests(kind, group):
    """What IAM sees of each job that the pipeline starts."""
    plan = pipeline(kind=kind, security_group_id=group, tuning={})
    defaults = {p["Name"]: p["DefaultValue"] for p in definition(plan)["Parameters"]}
    for one in definition(plan)["Steps"]:
        arguments = one["Arguments"]
        if one["Type"] == "Processing":
            resources = arguments["ProcessingResources"]["ClusterConfig"]
            network = arguments["NetworkConfig"]
            output = arguments["ProcessingOutputConfig"]["KmsKeyId"]
            action = "sagemaker:CreateProcessingJob"
        elif one["Type"] == "Tuning":
            arguments = network = arguments["TrainingJobDefinition"]
            resources, output = (
                arguments["ResourceConfig"],
                arguments["OutputDataConfig"]["KmsKeyId"],
            )
            action = "sagemaker:CreateHyperParameterTuningJob"
        else:
            continue
        context = {
            "sagemaker:InstanceTypes": [defaults[resources["InstanceType"]["Get"].split(".")[1]]],
            "sagemaker:VpcSubnets": network["VpcConfig"]["Subnets"],
            "sagemaker:VpcSecurityGroupIds": network["VpcConfig"]["SecurityGroupIds"],
            "sagemaker:OutputKmsKey": output,
            "sagemaker:InterContainerTrafficEncryption": str(
                network["EnableInterContainerTrafficEncryption"]
            ).lower(),
            "sagemaker:MaxRuntimeInSeconds": str(defaults["MaxRuntimeInSeconds"]),
        }
        if "VolumeKmsKeyId" in resources:
            context["sagemaker:VolumeKmsKey"] = resources["VolumeKmsKeyId"]
        yield one, action, context
