from tests.sandbox.account.level_0 import Clients


def test_a_workgroup_keeps_its_birthday(clients: Clients) -> None:
    athena = clients.athena
    athena.create_work_group(Name="born", Configuration={})
    times = {athena.get_work_group(WorkGroup="born")["WorkGroup"]["CreationTime"] for _ in "ab"}
    assert len(times) == 1
    primary = athena.get_work_group(WorkGroup="primary")["WorkGroup"]
    assert primary["CreationTime"] < times.pop()
