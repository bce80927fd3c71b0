from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients


def test_who_a_provider_is_for_changes(clients: Clients) -> None:
    iam = clients.iam
    made = iam.create_open_id_connect_provider(Url="https://ci.example", ClientIDList=["a"])
    named = {"OpenIDConnectProviderArn": made["OpenIDConnectProviderArn"]}
    for _ in range(2):
        iam.add_client_id_to_open_id_connect_provider(**named, ClientID="b")
        iam.remove_client_id_from_open_id_connect_provider(**named, ClientID="a")
    assert iam.get_open_id_connect_provider(**named)["ClientIDList"] == ["b"]
    other = "arn:aws:iam::000000000000:oidc-provider/other.example"
    change = iam.add_client_id_to_open_id_connect_provider
    assert refused(change, OpenIDConnectProviderArn=other, ClientID="c")[0] == "NoSuchEntity"
