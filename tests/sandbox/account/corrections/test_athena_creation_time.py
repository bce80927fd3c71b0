from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients


def test_a_workgroup_keeps_its_birthday(clients: Clients) -> None:
    athena = clients.athena
    athena.create_work_group(Name="born", Configuration={})
    times = {athena.get_work_group(WorkGroup="born")["WorkGroup"]["CreationTime"] for _ in "ab"}
    assert len(times) == 1
    primary = athena.get_work_group(WorkGroup="primary")["WorkGroup"]
    assert primary["CreationTime"] < times.pop()
    listed = {w["Name"]: w["CreationTime"] for w in athena.list_work_groups()["WorkGroups"]}
    assert {listed["born"]} == {
        athena.get_work_group(WorkGroup="born")["WorkGroup"]["CreationTime"]
    }


def test_a_workgroup_that_does_not_exist_is_not_found(clients: Clients) -> None:
    said = refused(clients.athena.get_work_group, WorkGroup="none")
    assert said == ("InvalidRequestException", "WorkGroup none is not found.")
