import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.account.corrections.support import ROLE, network
from tests.sandbox.account.level_0 import Clients


def _error(call: Any, **params: Any) -> str:
    with pytest.raises(ClientError) as caught:
        call(**params)
    return str(caught.value.response["Error"]["Code"])


@pytest.fixture
def domain(clients: Clients, request: pytest.FixtureRequest) -> str:
    made = clients.sagemaker.create_domain(
        DomainName=re.sub(r"\W|_", "-", request.node.name)[:40].strip("-"),
        AuthMode="IAM",
        DefaultUserSettings={"ExecutionRole": ROLE},
        **network(clients.ec2),
    )
    return str(made["DomainArn"].split("/")[-1])


def test_a_thing_unknown_to_moto_lives_from_create_to_delete(clients: Clients, domain: str) -> None:
    sm, ada = clients.sagemaker, {"DomainId": domain, "UserProfileName": "Ada"}
    made = sm.create_user_profile(**ada, UserSettings={"ExecutionRole": ROLE})
    assert made["UserProfileArn"].endswith(f":user-profile/{domain}/ada")
    shown = sm.describe_user_profile(**ada)
    assert (shown["Status"], shown["UserSettings"]) == ("InService", {"ExecutionRole": ROLE})
    sm.update_user_profile(**ada, UserSettings={"SecurityGroups": ["sg-1"]})
    changed = sm.describe_user_profile(**ada)
    assert changed["UserSettings"] == {"ExecutionRole": ROLE, "SecurityGroups": ["sg-1"]}
    assert changed["CreationTime"] == shown["CreationTime"]
    assert changed["LastModifiedTime"] >= shown["LastModifiedTime"]
    listed = sm.list_user_profiles(DomainIdEquals=domain)["UserProfiles"]
    assert [profile["UserProfileName"] for profile in listed] == ["Ada"]
    assert sm.list_user_profiles(DomainIdEquals="d-other")["UserProfiles"] == []
    assert sm.list_user_profiles(UserProfileNameContains="zz")["UserProfiles"] == []
    assert _error(sm.create_user_profile, **ada) == "ResourceInUse"
    sm.delete_user_profile(**ada)
    assert _error(sm.describe_user_profile, **ada) == "ResourceNotFound"
    assert _error(sm.update_user_profile, **ada) == "ResourceNotFound"
    assert _error(sm.delete_user_profile, **ada) == "ResourceNotFound"


def test_nothing_is_made_in_a_domain_that_does_not_exist(clients: Clients) -> None:
    call = clients.sagemaker.create_space
    assert _error(call, DomainId="d-nowhere", SpaceName="s") == "ValidationException"


def test_what_contains_something_cannot_be_deleted(clients: Clients, domain: str) -> None:
    sm = clients.sagemaker
    sm.create_user_profile(DomainId=domain, UserProfileName="ada")
    sm.create_space(
        DomainId=domain,
        SpaceName="lab",
        OwnershipSettings={"OwnerUserProfileName": "ada"},
        SpaceSharingSettings={"SharingType": "Private"},
    )
    assert _error(sm.delete_domain, DomainId=domain) == "ResourceInUse"
    delete_ada = {"DomainId": domain, "UserProfileName": "ada"}
    assert _error(sm.delete_user_profile, **delete_ada) == "ResourceInUse"
    sm.delete_space(DomainId=domain, SpaceName="lab")
    sm.delete_user_profile(**delete_ada)
    sm.delete_domain(DomainId=domain)


def test_an_update_that_moto_lacks_shows_in_what_moto_describes(
    clients: Clients, domain: str
) -> None:
    sm = clients.sagemaker
    sm.update_domain(DomainId=domain, AppNetworkAccessType="VpcOnly")
    assert sm.describe_domain(DomainId=domain)["AppNetworkAccessType"] == "VpcOnly"
    assert _error(sm.update_domain, DomainId="d-nowhere") == "ValidationException"


def test_an_update_is_forgotten_with_the_thing(clients: Clients) -> None:
    athena = clients.athena
    for cutoff in (None, 30_000_000):
        athena.create_work_group(Name="again", Configuration={})
        shown = athena.get_work_group(WorkGroup="again")["WorkGroup"]["Configuration"]
        assert shown.get("BytesScannedCutoffPerQuery") is None
        if cutoff is None:
            athena.update_work_group(
                WorkGroup="again", ConfigurationUpdates={"BytesScannedCutoffPerQuery": 20_000_000}
            )
        athena.delete_work_group(WorkGroup="again")


def test_an_update_can_remove_a_setting(clients: Clients) -> None:
    athena = clients.athena
    athena.create_work_group(Name="less", Configuration={"BytesScannedCutoffPerQuery": 20_000_000})
    athena.update_work_group(
        WorkGroup="less", ConfigurationUpdates={"RemoveBytesScannedCutoffPerQuery": True}
    )
    shown = athena.get_work_group(WorkGroup="less")["WorkGroup"]["Configuration"]
    assert "BytesScannedCutoffPerQuery" not in shown


def test_tags_of_things_unknown_to_moto_are_kept(clients: Clients) -> None:
    sm = clients.sagemaker
    arn = sm.create_studio_lifecycle_config(
        StudioLifecycleConfigName="tagged",
        StudioLifecycleConfigContent="IyEvYmluL2Jhc2g=",
        StudioLifecycleConfigAppType="JupyterLab",
        Tags=[{"Key": "team", "Value": "fraud"}],
    )["StudioLifecycleConfigArn"]
    sm.add_tags(ResourceArn=arn, Tags=[{"Key": "owner", "Value": "ada"}])
    sm.delete_tags(ResourceArn=arn, TagKeys=["team"])
    assert sm.list_tags(ResourceArn=arn)["Tags"] == [{"Key": "owner", "Value": "ada"}]


def test_a_service_without_any_backend_in_moto_works(clients: Clients) -> None:
    connections = clients.codeconnections
    arn = connections.create_connection(ProviderType="GitHub", ConnectionName="c")["ConnectionArn"]
    shown = connections.get_connection(ConnectionArn=arn)["Connection"]
    assert (shown["ConnectionName"], shown["ProviderType"]) == ("c", "GitHub")
    assert [c["ConnectionArn"] for c in connections.list_connections()["Connections"]] == [arn]
    connections.delete_connection(ConnectionArn=arn)
    assert _error(connections.get_connection, ConnectionArn=arn) == "ResourceNotFoundException"


def test_a_thing_of_level_1_works_without_a_line_for_it(clients: Clients) -> None:
    sm = clients.sagemaker
    sm.create_monitoring_schedule(
        MonitoringScheduleName="drift",
        MonitoringScheduleConfig={
            "ScheduleConfig": {"ScheduleExpression": "cron(0 * ? * * *)"},
            "MonitoringJobDefinitionName": "d",
            "MonitoringType": "DataQuality",
        },
    )
    shown = sm.describe_monitoring_schedule(MonitoringScheduleName="drift")
    assert shown["MonitoringScheduleStatus"] == "Scheduled"
    assert shown["MonitoringScheduleConfig"]["MonitoringJobDefinitionName"] == "d"
    sm.stop_monitoring_schedule(MonitoringScheduleName="drift")
    stopped = sm.describe_monitoring_schedule(MonitoringScheduleName="drift")
    assert stopped["MonitoringScheduleStatus"] == "Stopped"


def test_an_id_is_one_that_the_service_takes(clients: Clients) -> None:
    amplify, transfer = clients.amplify, clients.transfer
    app = amplify.create_app(name="site")["app"]["appId"]
    assert amplify.get_app(appId=app)["app"]["name"] == "site"
    amplify.delete_app(appId=app)
    assert _error(amplify.get_app, appId=app) == "NotFoundException"
    profile = transfer.create_profile(As2Id="us", ProfileType="LOCAL")["ProfileId"]
    assert re.fullmatch("p-[0-9a-f]{17}", profile)
    assert transfer.describe_profile(ProfileId=profile)["Profile"]["As2Id"] == "us"


def test_what_moto_makes_and_cannot_delete_is_deleted_and_can_be_made_again(
    clients: Clients,
) -> None:
    glue = clients.glue
    for name in ("warehouse", "other"):
        wanted = {"Name": name, "ConnectionType": "JDBC", "ConnectionProperties": {"USERNAME": "a"}}
        glue.create_connection(ConnectionInput=wanted)
    glue.delete_connection(ConnectionName="warehouse")
    assert [one["Name"] for one in glue.get_connections()["ConnectionList"]] == ["other"]
    assert _error(glue.get_connection, Name="warehouse") == "EntityNotFoundException"
    assert _error(glue.delete_connection, ConnectionName="warehouse") == "EntityNotFoundException"
    glue.create_connection(ConnectionInput={**wanted, "Name": "warehouse"})
