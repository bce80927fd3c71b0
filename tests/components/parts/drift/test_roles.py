from tests.components.monitor_support import KEY, NAME, allowed, monitor


def test_an_analysis_reads_its_inputs_and_writes_reports_alone():
    given = allowed(monitor(), "-job")
    assert given["WriteReports"]["Resource"] == (
        "arn:aws:s3:::artifacts-1/monitoring/fraud-dev-churn/reports/*"
    )
    assert given["ReadTheInputs"]["Resource"] == [
        "arn:aws:s3:::artifacts-1/data-capture/fraud-dev-churn/fraud-dev-churn/primary/*",
        "arn:aws:s3:::curated-1/labels/fraud-dev-churn/*",
        "arn:aws:s3:::artifacts-1/monitoring/fraud-dev-churn/baseline/*",
        "arn:aws:s3:::artifacts-1/monitoring/fraud-dev-churn/code/*",
        "arn:aws:s3:::artifacts-1/monitoring/fraud-dev-churn/runs/*",
        "arn:aws:s3:::artifacts-1/training/*",
        "arn:aws:s3:::artifacts-1/promoted/*",
    ]
    assert given["PullTheImage"]["Resource"] == [
        "arn:aws:ecr:eu-west-1:141502667606:repository/sagemaker-scikit-learn"
    ]


def test_what_starts_an_analysis_reads_no_data():
    given = allowed(monitor(), "")
    actions = {a for s in given.values() for a in _listed(s["Action"])}
    assert {a for a in actions if a.startswith("s3:")} == {"s3:ListBucket", "s3:PutObject"}
    assert given["PutWhatTheJobNeeds"]["Resource"] == [
        "arn:aws:s3:::artifacts-1/monitoring/fraud-dev-churn/code/*",
        "arn:aws:s3:::artifacts-1/monitoring/fraud-dev-churn/runs/*",
    ]


def test_what_starts_an_analysis_starts_no_other_job_and_hands_over_no_other_role():
    given = allowed(monitor(), "")
    assert given["StartAnalyses"]["Resource"] == (
        "arn:aws:sagemaker:eu-west-1:000000000000:processing-job/fraud-dev-churn-mon-*"
    )
    assert given["HandOverTheRole"]["Resource"] == f"<<{NAME}-job#arn>>"
    assert given["HandOverTheRole"]["Condition"] == {
        "StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}
    }
    assert given["CountViolations"]["Condition"] == {
        "StringEquals": {"cloudwatch:namespace": "Stepwell/ModelMonitor"}
    }


def test_the_versions_of_an_endpoint_are_looked_up_and_none_for_batch_inference():
    assert "FindTheServedVersion" in allowed(monitor(), "")
    batch = monitor(batch_bucket="curated-1", batch_prefix="p/")
    assert "FindTheServedVersion" not in allowed(batch, "")


def test_wildcards_remain_only_where_aws_offers_no_resource():
    for role in ("", "-job"):
        for statement in allowed(monitor(), role).values():
            if statement["Resource"] == "*":
                assert all(
                    action.startswith(("ec2:Describe", "ecr:GetAuth", "cloudwatch:PutMetricData"))
                    for action in _listed(statement["Action"])
                )


def test_the_key_is_used_for_objects_and_volumes():
    for role in ("", "-job"):
        given = allowed(monitor(), role)
        assert given["UseTheKey"]["Resource"] == KEY
        assert given["AttachEncryptedVolumes"]["Condition"] == {
            "Bool": {"kms:GrantIsForAWSResource": "true"}
        }


def _listed(actions: str | list[str]) -> list[str]:
    return [actions] if isinstance(actions, str) else actions
