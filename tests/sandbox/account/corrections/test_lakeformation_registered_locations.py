from tests.sandbox.account.level_0 import Clients

PLACE = "arn:aws:s3:::fraud-dev-curated/transactions"
ROLE = "arn:aws:iam::000000000000:role/fraud-dev-columns-reader"


def test_a_place_is_shown_in_the_mode_that_it_was_registered_in(clients: Clients) -> None:
    lake = clients.lakeformation
    lake.register_resource(ResourceArn=PLACE, RoleArn=ROLE, HybridAccessEnabled=True)
    lake.register_resource(ResourceArn=f"{PLACE}-2", RoleArn=ROLE)
    shown = lake.describe_resource(ResourceArn=PLACE)["ResourceInfo"]
    assert (shown["RoleArn"], shown["HybridAccessEnabled"]) == (ROLE, True)
    other = lake.describe_resource(ResourceArn=f"{PLACE}-2")["ResourceInfo"]
    assert not other.get("HybridAccessEnabled")
