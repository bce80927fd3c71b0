from sandbox.account.server import serve
from tests.sandbox.account import level_0


def test_one_of_everything_is_made_changed_read_back_and_deleted() -> None:
    server = serve(None)
    try:
        c = level_0.Clients(server.url)
        ids = level_0.create(c)
        seen = level_0.read(c, ids)

        assert seen["workgroup"]["WorkGroup"]["Configuration"]["BytesScannedCutoffPerQuery"] == 2e7
        settings = seen["domain"]["DefaultUserSettings"]
        assert settings["JupyterLabAppSettings"] == {"LifecycleConfigArns": [ids["script"]]}
        assert settings["ExecutionRole"] == ids["role"]
        assert seen["domain"]["DomainSettings"] == {"SecurityGroupIds": [ids["group"]]}
        assert seen["user"]["UserSettings"] == {
            "ExecutionRole": ids["role"],
            "SecurityGroups": [ids["group"]],
        }
        assert seen["tracking"]["TrackingServerSize"] == "Medium"
        assert seen["endpoint"]["EndpointConfigName"] == "two"
        assert seen["endpoint"]["EndpointStatus"] == "InService"
        assert "BlueGreenUpdatePolicy" in seen["endpoint"]["LastDeploymentConfig"]
        assert seen["endpoint"]["DataCaptureConfig"]["CaptureStatus"] == "Started"
        assert seen["model"]["EnableNetworkIsolation"] is True
        assert seen["package"]["ModelApprovalStatus"] == "Approved"
        assert (seen["card"]["ModelCardStatus"], seen["card"]["Content"]) == ("Approved", "{}")
        assert [a["AlarmName"] for a in seen["alarms"]["CompositeAlarms"]] == ["health"]
        assert seen["budget"]["Budget"]["BudgetLimit"]["Amount"] == "200.0"
        assert len(seen["notifications"]["Notifications"]) == 2
        assert len(seen["subscribers"]["Subscribers"]) == 2
        assert seen["cost tags"]["CostAllocationTags"][0]["Status"] == "Active"
        assert seen["batch job"]["jobs"][0]["status"] == "SUCCEEDED"
        assert seen["object"]["Metadata"] == {"made_by": "x"}
        assert seen["caller"]["Account"] == "000000000000"

        level_0.delete(c, ids)

        assert c.sagemaker.list_user_profiles()["UserProfiles"] == []
        assert c.sagemaker.list_domains()["Domains"] == []
        assert c.s3.list_buckets()["Buckets"] == []
        assert c.ec2.describe_network_interfaces()["NetworkInterfaces"] == []
        assert c.ec2.describe_vpcs(VpcIds=[])["Vpcs"][0]["IsDefault"]
        assert c.ce.get_anomaly_monitors()["AnomalyMonitors"] == []
    finally:
        server.stop()
