import json
from typing import Any, cast

import pytest

from components.batch_inference import BatchInference, BatchInferenceArgs
from components.errors import InputError
from plan.plan import Plan
from tests.components.support import declared, only, statements

NAME = "fraud-dev-scores"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
GROUP = "arn:aws:sagemaker:eu-west-1:000000000000:model-package-group/fraud-dev-churn"
FUNCTION = "aws:lambda/function:Function"
TABLE = "aws:glue/catalogTable:CatalogTable"
BATCH: dict[str, Any] = {
    "group": "churn",
    "schedule": "cron(0 3 * * ? *)",
    "input": {"zone": "curated", "prefix": "scoring/day={date}/"},
}


def batch(name: str = NAME, **more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "batch": "scores",
        "team": "fraud",
        "environment": "dev",
        "kms_key_arn": KEY,
        "topic_arn": "arn:aws:sns:eu-west-1:000000000000:fraud",
        "group_arn": GROUP,
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.0.0.0/16",
        "subnet_ids": ["subnet-a", "subnet-b"],
        "raw_bucket": "raw-1",
        "curated_bucket": "curated-1",
        "features_bucket": "features-1",
        "artifacts_bucket": "artifacts-1",
        "database_name": "fraud_dev",
    }
    args = cast(BatchInferenceArgs, {**wired, **BATCH, **more})
    return declared(BatchInference, name, args)


def wanted(**more: Any) -> dict[str, Any]:
    function = only(batch(**more), FUNCTION).inputs
    return json.loads(function["environment"]["variables"]["WANTED"])


def allowed(plan: Plan, role: str) -> dict[str, dict[str, Any]]:
    (policy,) = (
        r for r in plan.of_type("aws:iam/rolePolicy:RolePolicy") if r.name == f"{NAME}{role}-policy"
    )
    return {s["Sid"]: s for s in statements(policy.inputs["policy"])}


def problems_of(**more: Any) -> list[str]:
    return [str(p) for p in BatchInference.problems(cast(Any, {**BATCH, **more}))]


def test_outputs_say_where_predictions_are():
    outputs = only(batch(), "stepwell:index:BatchInference").outputs
    assert outputs["output_bucket"] == "curated-1"
    assert outputs["output_prefix"] == "predictions/scores/"
    assert outputs["table_name"] == "predictions_scores"


def test_runs_on_its_schedule():
    schedule = only(batch(time_zone="Europe/Berlin"), "aws:scheduler/schedule:Schedule").inputs
    assert schedule["scheduleExpression"] == "cron(0 3 * * ? *)"
    assert schedule["scheduleExpressionTimezone"] == "Europe/Berlin"


def test_the_model_sits_in_the_vpc_and_reaches_nothing():
    model = wanted()["CreateModel"]
    assert model["EnableNetworkIsolation"] is True
    assert model["VpcConfig"]["Subnets"] == ["subnet-a", "subnet-b"]


def test_volumes_and_predictions_are_encrypted_with_the_stacks_key():
    job = wanted()["CreateTransformJob"]
    assert job["TransformResources"]["VolumeKmsKeyId"] == KEY
    assert job["TransformOutput"]["KmsKeyId"] == KEY
    local = wanted(instance_type="ml.g5.xlarge")["CreateTransformJob"]
    assert "VolumeKmsKeyId" not in local["TransformResources"]


def test_each_prediction_stands_behind_its_record_where_a_line_is_one():
    job = wanted()["CreateTransformJob"]
    assert job["DataProcessing"] == {"JoinSource": "Input"}
    assert job["TransformInput"]["SplitType"] == job["TransformOutput"]["AssembleWith"] == "Line"
    assert "DataProcessing" not in wanted(join_input=False)["CreateTransformJob"]
    whole = wanted(content_type="image/jpeg")["CreateTransformJob"]
    assert whole["TransformInput"]["SplitType"] == "None"
    assert "DataProcessing" not in whole


def test_a_line_is_one_column_until_columns_are_named():
    storage = only(batch(), TABLE).inputs["storageDescriptor"]
    assert storage["columns"] == [{"name": "line", "type": "string"}]
    assert storage["serDeInfo"]["parameters"] == {"field.delim": "\x01"}
    output = {"columns": {"age": "int", "prediction": "double"}}
    named = only(batch(output=output), TABLE).inputs["storageDescriptor"]
    assert [c["name"] for c in named["columns"]] == ["age", "prediction"]
    assert named["serDeInfo"]["parameters"] == {"field.delim": ","}
    lines = only(batch(output=output, content_type="application/jsonlines"), TABLE).inputs
    library = lines["storageDescriptor"]["serDeInfo"]["serializationLibrary"]
    assert library == "org.openx.data.jsonserde.JsonSerDe"


def test_runs_become_partitions_by_themselves():
    table = only(batch(), TABLE).inputs
    assert table["parameters"]["storage.location.template"] == (
        "s3://curated-1/predictions/scores/run_date=${run_date}/"
    )


def test_the_model_reads_its_input_and_writes_predictions_alone():
    given = allowed(batch(output={"zone": "features"}), "-model")
    assert given["ReadInputAndModel"]["Resource"] == [
        "arn:aws:s3:::curated-1/scoring/day=*",
        "arn:aws:s3:::artifacts-1/*",
    ]
    assert given["WritePredictions"]["Resource"] == "arn:aws:s3:::features-1/predictions/scores/*"


def test_the_image_comes_from_the_stack_from_its_pipeline_and_from_where_the_team_says():
    own = allowed(batch(), "-model")["PullTheImage"]["Resource"]
    assert own == [
        "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev-*",
        "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev/*",
    ]
    arn = "arn:aws:ecr:eu-west-1:141502667606:repository/sagemaker-xgboost"
    theirs = "arn:aws:ecr:eu-west-1:111111111111:repository/serving"
    plan = batch(image_repository_arns=[theirs, arn], inference_image_repository_arns=[arn])
    assert allowed(plan, "-model")["PullTheImage"]["Resource"] == [*own, arn, theirs]


def test_the_function_starts_its_own_jobs_and_sees_no_data():
    given = allowed(batch(), "")
    jobs = "arn:aws:sagemaker:eu-west-1:000000000000:transform-job/fraud-dev-scores-*"
    assert given["StartRuns"]["Resource"] == jobs
    assert given["HandOverTheRole"]["Resource"] == "<<fraud-dev-scores-model#arn>>"
    actions = {a for s in given.values() for a in s["Action"] if isinstance(s["Action"], list)}
    assert {a for a in actions if a.startswith("s3:")} == {"s3:ListBucket"}


def test_only_machines_that_the_team_may_use():
    with pytest.raises(InputError) as error:
        batch(instance_type="ml.p4d.24xlarge", allowed_instance_types=["ml.m5.large"])
    assert [str(p) for p in error.value.problems] == [
        "instance_type: must be one of training.allowed_instance_types, got 'ml.p4d.24xlarge'"
    ]
    # Where the team wrote it.
    assert str(error.value).startswith("batch_inference.")


def test_names_fit_aws():
    with pytest.raises(InputError) as error:
        batch(name="n" * 51)
    assert [str(p) for p in error.value.problems] == [
        f"name: must be at most 50 characters, got {'n' * 51!r}"
    ]
    for role in batch(name="n" * 50).of_type("aws:iam/role:Role"):
        assert len(f"{role.name}-1234567") <= 64


def test_no_run_predicts_what_the_one_before_it_has_written():
    own = {"zone": "curated", "prefix": "predictions/"}
    with pytest.raises(InputError) as error:
        batch(input=own)
    assert str(error.value) == (
        "batch_inference.scores.input.prefix: must not hold the results, predictions/scores/, "
        "got 'predictions/'"
    )
    batch(input={"zone": "raw", "prefix": "predictions/"})
    # Those of another batch, of the day before.
    batch(input={"zone": "curated", "prefix": "predictions/risk/run_date={date}/"})


def test_columns_have_types_of_athena():
    known = {"a": "int", "b": "decimal(10, 2)", "c": "array<struct<x:int>>", "d": "varchar(20)"}
    assert problems_of(output={"columns": known}) == []
    assert problems_of(output={"columns": {"a": "integer", "b": "number"}}) == [
        "output.columns.a: must have a type that Athena knows in tables, such as bigint, "
        "got 'integer'",
        "output.columns.b: must have a type that Athena knows in tables, such as bigint, "
        "got 'number'",
    ]


def test_a_folder_without_a_date_is_fine():
    assert problems_of(input={"zone": "raw", "prefix": "customers/"}) == []


def test_lists_every_problem_at_once():
    assert problems_of(
        group="Churn",
        version=0,
        schedule="daily",
        time_zone="CEST",
        input={"zone": "gold", "prefix": "/scoring/{hour}"},
        output={"zone": "silver", "prefix": "predictions", "columns": {"run_date": "string"}},
        instance_type="m5.large",
        instance_count=0,
        max_payload_mb=101,
        strategy="All",
        content_type="image/jpeg",
        join_input=True,
        image_repository_arns=["mine"],
    ) == [
        "group: must be the name of a group in registry, got 'Churn'",
        "version: must be the number of a version, 1 or more, got 0",
        "schedule: must be cron(...) or rate(...), got 'daily'",
        "time_zone: must be the name of a time zone, like Europe/Berlin, got 'CEST'",
        "input.zone: must be raw or curated or features or artifacts, got 'gold'",
        "output.zone: must be raw or curated or features or artifacts, got 'silver'",
        "input.prefix: must be a folder that ends in a slash, got '/scoring/{hour}'",
        "output.prefix: must be a folder that ends in a slash, got 'predictions'",
        "input.prefix: must use no other word in braces than {date}, got hour",
        "output.columns.run_date: must be lowercase letters, digits and underscores, not "
        "run_date, got 'run_date'",
        "instance_type: must look like ml.m5.large, got 'm5.large'",
        "instance_count: must be 1 to 100, got 0",
        "max_payload_mb: must be 1 to 100, got 101",
        "strategy: must be MultiRecord or SingleRecord, got 'All'",
        "join_input: must be false unless content_type is text/csv or application/jsonlines, "
        "got 'image/jpeg'",
        "image_repository_arns[0]: must be the ARN of a repository, got 'mine'",
    ]
