import json
from pathlib import Path

import pytest

from tests.components.pipeline_support import (
    KEY,
    OBJECT,
    PIPELINE,
    ROLE,
    TOPIC,
    definition,
    grants,
    pipeline,
    problems_of,
    step,
)
from tests.components.support import only, statements

RULE = "aws:cloudwatch/eventRule:EventRule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"


def test_the_pipeline_keeps_its_name_and_runs_a_few_steps_at_a_time():
    inputs = only(pipeline(), PIPELINE).inputs
    assert inputs["pipelineName"] == "fraud-dev-training"
    assert inputs["parallelismConfiguration"] == {"maxParallelExecutionSteps": 4}
    later = only(pipeline(kind="gpu", max_parallel_steps=8), PIPELINE).inputs
    assert later["pipelineName"] == "fraud-dev-training"
    assert later["parallelismConfiguration"] == {"maxParallelExecutionSteps": 8}


@pytest.mark.parametrize("kind", ["tabular", "gpu"])
@pytest.mark.parametrize("settings", [{}, {"tuning": {}}], ids=["once", "tuning"])
def test_nothing_is_left_to_fill_in(kind, settings):
    plan = pipeline(kind=kind, **settings)
    assert "${" not in only(plan, PIPELINE).inputs["pipelineDefinition"]
    names = [one["Name"] for one in definition(plan)["Steps"]]
    training = "Tune" if settings else "Train"
    assert names == ["Validate", "Prepare", training, "Evaluate", "IsTooWeak", "IsBetter"]


def test_jobs_run_with_the_teams_role_in_its_network_under_its_key_and_tags():
    arguments = step(pipeline(tags={"data": "restricted"}), "Train")["Arguments"]
    assert arguments["RoleArn"] == ROLE
    assert arguments["VpcConfig"] == {
        "SecurityGroupIds": ["sg-1"],
        "Subnets": ["subnet-a", "subnet-b"],
    }
    assert arguments["OutputDataConfig"]["KmsKeyId"] == KEY
    assert arguments["EnableInterContainerTrafficEncryption"] is True
    assert arguments["Tags"] == [
        {"Key": "data", "Value": "restricted"},
        {"Key": "environment", "Value": "dev"},
        {"Key": "team", "Value": "fraud"},
    ]
    assert arguments["TrainingJobName"] == "fraud-dev-train"


def test_a_version_waits_for_approval_in_the_only_group():
    arguments = step(pipeline(), "Register")["Arguments"]
    assert arguments["ModelPackageGroupName"] == "fraud-dev-churn"
    assert arguments["ModelApprovalStatus"] == "PendingManualApproval"
    image = arguments["InferenceSpecification"]["Containers"][0]["Image"]
    assert image == "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:3.0-5"


def test_a_gpu_machine_encrypts_its_own_disks_and_gets_no_key():
    resources = step(pipeline(kind="gpu"), "Train")["Arguments"]["ResourceConfig"]
    assert "VolumeKmsKeyId" not in resources
    on_volumes = pipeline(kind="gpu", training_instance_type="ml.p3.2xlarge")
    resources = step(on_volumes, "Train")["Arguments"]["ResourceConfig"]
    assert resources["VolumeKmsKeyId"] == KEY


def test_settings_are_defaults_of_parameters():
    plan = pipeline(
        training_instance_type="ml.m5.4xlarge",
        training_instance_count=3,
        max_runtime_minutes=90,
        minimum_metric=0.8,
        tuning={"max_jobs": 20, "parallel_jobs": 4},
        parameters={"LabelColumn": "fraud"},
    )
    given = {p["Name"]: p["DefaultValue"] for p in definition(plan)["Parameters"]}
    assert given == {
        "InputDataUri": "s3://fraud-dev-curated/training/",
        "LabelColumn": "fraud",
        "ProcessingInstanceType": "ml.m5.xlarge",
        "EvaluationInstanceType": "ml.m5.xlarge",
        "TrainingInstanceType": "ml.m5.4xlarge",
        "TrainingInstanceCount": 3,
        "MaxRuntimeInSeconds": 5400,
        "MinimumMetric": 0.8,
        "MinimumImprovement": 0.0,
        "TuningMaxJobs": 20,
        "TuningParallelJobs": 4,
    }


def test_every_step_runs_unless_caching_is_chosen_and_the_comparison_always_does():
    assert step(pipeline(), "Prepare")["CacheConfig"] == {"Enabled": False}
    cached = pipeline(cache_hours=12)
    assert step(cached, "Prepare")["CacheConfig"] == {"Enabled": True, "ExpireAfter": "PT12H"}
    assert "CacheConfig" not in step(cached, "Evaluate")


def test_retries_are_the_teams():
    attempts = {p["MaxAttempts"] for p in step(pipeline(retries=5), "Train")["RetryPolicies"]}
    assert attempts == {5}
    assert "RetryPolicies" not in step(pipeline(retries=0), "Train")


def test_scripts_lie_in_a_folder_named_by_what_is_in_them_and_outlive_a_change():
    plan = pipeline()
    objects = plan.of_type(OBJECT)
    (folder,) = {r.inputs["key"].rsplit("/", 1)[0] for r in objects}
    names = sorted(r.inputs["key"].rsplit("/", 1)[1] for r in objects)
    assert names == ["baseline.py", "comparison.py", "evaluate.py", "prepare.py", "validate.py"]
    assert {r.inputs["serverSideEncryption"] for r in objects} == {"aws:kms"}
    inputs = step(plan, "Validate")["Arguments"]["ProcessingInputs"]
    assert inputs[0]["S3Input"]["S3Uri"].endswith(f"/{folder}/")


def test_the_code_lies_outside_the_zones_in_a_bucket_of_its_own():
    plan = pipeline()
    bucket = only(plan, "aws:s3/bucket:Bucket")
    assert bucket.protect
    assert not only(pipeline(protect_data=False), "aws:s3/bucket:Bucket").protect
    policy = statements(only(plan, "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"])
    assert [s["Sid"] for s in policy] == ["TlsOnly", "OwnKeyOnly"]
    read = grants(plan, "jobs")["ReadCode"]
    assert read["Action"] == ["s3:GetObject"]


def test_a_failed_execution_is_sent_to_the_topic():
    plan = pipeline()
    rule = json.loads(only(plan, RULE).inputs["eventPattern"])
    assert rule["detail-type"] == ["SageMaker Model Building Pipeline Execution Status Change"]
    prefix = "arn:aws:sagemaker:eu-west-1:000000000000:pipeline/fraud-dev-"
    assert rule["detail"] == {
        "pipelineArn": [{"prefix": prefix}],
        "currentPipelineExecutionStatus": [{"equals-ignore-case": "Failed"}],
    }
    target = only(plan, TARGET).inputs
    assert target["arn"] == TOPIC
    paths = target["inputTransformer"]["inputPaths"]
    assert paths["key"] == "$.detail.pipelineExecutionArn"


def test_an_own_definition_brings_its_own_scripts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shipped = Path(__file__).parents[2] / "pipelines/tabular"
    Path("churn").mkdir()
    Path("churn/definition.json").write_text((shipped / "definition.json").read_text())
    Path("churn/score.py").write_text("print(1)\n")
    Path("churn/pipeline.py").write_text("import sagemaker\n")
    plan = pipeline(kind="own", definition="churn/definition.json")
    names = [r.inputs["key"].rsplit("/", 1)[1] for r in plan.of_type(OBJECT)]
    assert names == ["score.py"]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"kind": "image"}, "kind: must be tabular or gpu or own, got 'image'"),
        ({"kind": "own"}, "definition: must name a file when kind is own, got None"),
        ({"definition": "a.json"}, "definition: must be left out unless kind is own, got 'a.json'"),
        (
            {"kind": "own", "definition": "a.json"},
            "definition: must be a file of the project, got 'a.json': No such file or directory",
        ),
        ({"retries": 21}, "retries: must be 0 to 20 attempts, got 21"),
        ({"minimum_metric": 1.2}, "minimum_metric: must be 0 to 1 AUC, got 1.2"),
        (
            {"tuning": {"max_jobs": 2, "parallel_jobs": 3}},
            "tuning.parallel_jobs: must be 1 to 2 jobs, got 3",
        ),
        (
            {"processing_instance_type": "m5.large"},
            "processing_instance_type: must look like ml.m5.xlarge, got 'm5.large'",
        ),
        (
            {"longest_runtime_minutes": 60, "max_runtime_minutes": 61},
            "max_runtime_minutes: must be at most 60 minutes, as long as jobs of the stack may run,"
            " got 61",
        ),
        (
            {"parameters": {"TrainingInstanceCount": "2"}},
            "parameters.TrainingInstanceCount: must be of type Integer, got '2'",
        ),
        (
            {"images": {"sklearn": "x"}},
            "images.sklearn: must be one of xgboost, pytorch_training, pytorch_inference,"
            " got 'sklearn'",
        ),
        (
            {"allowed_instance_types": ["ml.m5.xlarge"], "kind": "gpu"},
            "definition: Steps.Train.InstanceType: must be one of ml.m5.xlarge, got 'ml.g5.xlarge'",
        ),
        (
            {"model_package_groups": [], "model_group": "churn"},
            "model_group: must be a group of the registry, which has none, got 'churn'",
        ),
        (
            {"model_package_groups": ["fraud-dev-a", "fraud-dev-b"]},
            "model_group: must be a group of the registry, which has fraud-dev-a, fraud-dev-b,"
            " got None",
        ),
    ],
)
def test_rejects_what_cannot_run(settings, problem):
    assert problem in problems_of(**settings)


def test_a_parameter_that_the_definition_has_not_is_refused_with_those_it_has():
    (problem,) = problems_of(parameters={"Epochs": 3})
    assert problem.startswith("parameters.Epochs: must set one of the parameters EvaluationInst")
    assert problem.endswith("got 'Epochs'")


@pytest.mark.parametrize(("kind", "image"), [("tabular", "xgboost"), ("gpu", "pytorch_inference")])
def test_it_says_where_the_images_of_its_versions_lie(kind, image):
    own = f"000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud/{image}:7"
    component = only(pipeline(kind=kind, images={image: own}), "stepwell:index:TrainingPipeline")
    assert component.outputs["inference_image_repository_arns"] == [
        f"arn:aws:ecr:eu-west-1:000000000000:repository/fraud/{image}"
    ]
