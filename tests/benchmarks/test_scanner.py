from benchmarks.scanner import terraform_plan
from plan.plan import UNKNOWN
from policies.testing import resource, stack


def test_a_plan_is_written_as_terraform_writes_one():
    written = terraform_plan(
        stack(
            resource(
                "aws:ec2/launchTemplate:LaunchTemplate",
                "fraud-dev-gpu",
                metadataOptions={"httpTokens": "optional"},
                userData=UNKNOWN,
            ),
            resource("aws:s3/bucketVersioning:BucketVersioning", "raw", tags={"team": "fraud"}),
            resource("stepwell:index:DataLake", "lake"),
        )
    )
    template, versioning = written["planned_values"]["root_module"]["resources"]
    assert template["address"] == "aws_launch_template.fraud_dev_gpu"
    assert template["values"] == {
        "metadata_options": [{"http_tokens": "optional"}],
        "user_data": None,
    }
    assert versioning["type"] == "aws_s3_bucket_versioning"
    assert [change["change"]["actions"] for change in written["resource_changes"]] == [
        ["create"]
    ] * 2
