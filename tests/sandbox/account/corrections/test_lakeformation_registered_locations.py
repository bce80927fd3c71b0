from tests.sandbox.account.corrections.support import role
from tests.sandbox.account.level_0 import Clients

PLACE = "arn:aws:s3:::fraud-dev-curated/transactions"


def test_a_place_is_shown_in_the_mode_that_it_was_registered_in(clients: Clients) -> None:
    lake = clients.lakeformation
    reader = role(clients.iam, "fraud-dev-columns-reader", "lakeformation")
    lake.register_resource(ResourceArn=PLACE, RoleArn=reader, HybridAccessEnabled=True)
    lake.register_resource(ResourceArn=f"{PLACE}-2", RoleArn=reader)
    shown = lake.describe_resource(ResourceArn=PLACE)["ResourceInfo"]
    assert (shown["RoleArn"], shown["HybridAccessEnabled"]) == (reader, True)
    other = lake.describe_resource(ResourceArn=f"{PLACE}-2")["ResourceInfo"]
    assert not other.get("HybridAccessEnabled")
