import json
from fnmatch import fnmatchcase
from pathlib import Path

from tests.components.persona_support import as_list, granting, personas


def resources(persona, action):
    return [r for s in granting(personas(), persona, action) for r in as_list(s["Resource"])]


def test_makers_read_every_zone():
    for persona in ("data-scientist", "ml-engineer"):
        assert resources(persona, "s3:GetObject") == [
            "arn:aws:s3:::fraud-dev-lake-raw/*",
            "arn:aws:s3:::fraud-dev-lake-curated/*",
            "arn:aws:s3:::fraud-dev-lake-features/*",
            "arn:aws:s3:::fraud-dev-lake-artifacts/*",
        ]


def test_makers_write_only_scratch_folders_and_what_runs_and_queries_leave():
    for action in ("s3:PutObject", "s3:DeleteObject"):
        assert resources("data-scientist", action) == [
            "arn:aws:s3:::fraud-dev-lake-features/scratch/*",
            "arn:aws:s3:::fraud-dev-lake-artifacts/scratch/*",
            "arn:aws:s3:::fraud-dev-lake-artifacts/mlflow/*",
            "arn:aws:s3:::fraud-dev-lake-artifacts/athena/*",
        ]


def test_training_data_is_put_where_the_pipeline_reads_it():
    definition = Path(__file__).parents[4] / "pipelines" / "tabular" / "definition.json"
    parameters = json.loads(definition.read_text("utf-8"))["Parameters"]
    (read,) = (p["DefaultValue"] for p in parameters if p["Name"] == "InputDataUri")
    zone = "fraud-dev-lake-curated"
    folder = read.replace("s3://${curated_bucket}", f"arn:aws:s3:::{zone}")
    assert f"{folder}*" in resources("ml-engineer", "s3:PutObject")


def test_ml_engineers_put_training_data_and_recorded_requests_and_delete_neither():
    beyond = set(resources("ml-engineer", "s3:PutObject")) - set(
        resources("data-scientist", "s3:PutObject")
    )
    assert beyond == {
        "arn:aws:s3:::fraud-dev-lake-curated/training/*",
        "arn:aws:s3:::fraud-dev-lake-artifacts/smoke-tests/*",
    }
    for action in ("s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectTagging"):
        assert not beyond & set(resources("ml-engineer", action))
    for others in (
        "lake-raw/training/people.csv",
        "lake-curated/people.csv",
        "lake-artifacts/training/model.tar.gz",
        "lake-artifacts/source/training.zip",
    ):
        arn = f"arn:aws:s3:::fraud-dev-{others}"
        assert not any(fnmatchcase(arn, r) for r in resources("ml-engineer", "s3:PutObject"))


def test_sql_runs_in_the_teams_workgroup_on_the_teams_database():
    assert resources("data-scientist", "athena:StartQueryExecution") == [
        "arn:aws:athena:eu-west-1:000000000000:workgroup/fraud-dev-lake-workgroup"
    ]
    assert resources("data-scientist", "glue:GetTable") == [
        "arn:aws:glue:eu-west-1:000000000000:catalog",
        "arn:aws:glue:eu-west-1:000000000000:database/fraud_dev",
        "arn:aws:glue:eu-west-1:000000000000:table/fraud_dev/*",
    ]
    assert resources("data-scientist", "glue:UpdateTable") == []


def test_athena_finds_the_default_database_without_which_it_runs_nothing():
    # Athena User Guide: a policy limited to one database must name `default` and the catalogue.
    for action in ("glue:GetDatabase", "glue:CreateDatabase"):
        assert "arn:aws:glue:eu-west-1:000000000000:database/default" in resources(
            "data-scientist", action
        )
    assert resources("data-scientist", "glue:CreateDatabase") == [
        "arn:aws:glue:eu-west-1:000000000000:catalog",
        "arn:aws:glue:eu-west-1:000000000000:database/default",
    ]


def test_images_of_aws_can_be_pulled_but_only_the_stacks_own_can_be_pushed():
    aws_image = "arn:aws:ecr:eu-west-1:763104351884:repository/pytorch-training"
    pulled = resources("data-scientist", "ecr:BatchGetImage")
    assert any(fnmatchcase(aws_image, pattern) for pattern in pulled)
    assert resources("ml-engineer", "ecr:PutImage") == [
        "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev/*"
    ]


def test_the_key_is_lent_to_aws_services_alone():
    (grant,) = granting(personas(), "data-scientist", "kms:CreateGrant")
    assert grant["Condition"] == {"Bool": {"kms:GrantIsForAWSResource": "true"}}
