from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients


def test_a_saved_query_can_be_deleted_and_is_gone(clients: Clients) -> None:
    athena = clients.athena
    made = athena.create_named_query(Name="q", Database="d", QueryString="SELECT 1")
    query = {"NamedQueryId": made["NamedQueryId"]}
    assert athena.get_named_query(**query)["NamedQuery"]["Name"] == "q"
    athena.delete_named_query(**query)
    assert refused(athena.get_named_query, **query)[0] == "InvalidRequestException"
    assert refused(athena.delete_named_query, **query)[0] == "InvalidRequestException"
