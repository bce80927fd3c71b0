from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients


def test_a_schedule_group_that_is_gone_cannot_be_deleted(clients: Clients) -> None:
    scheduler = clients.scheduler
    scheduler.create_schedule_group(Name="once")
    scheduler.delete_schedule_group(Name="once")
    code, text = refused(scheduler.delete_schedule_group, Name="once")
    assert (code, text) == (
        "ResourceNotFoundException",
        "Schedule group once does not exist.",
    )
