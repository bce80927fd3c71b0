from tests.sandbox.account.level_0 import Clients


def test_tag_keys_are_switched_on_and_off(clients: Clients) -> None:
    ce = clients.ce
    for status in ("Active", "Inactive"):
        ce.update_cost_allocation_tags_status(
            CostAllocationTagsStatus=[{"TagKey": "owner", "Status": status}]
        )
        (shown,) = ce.list_cost_allocation_tags(TagKeys=["owner"])["CostAllocationTags"]
        assert shown["Status"] == status
    assert ce.list_cost_allocation_tags(TagKeys=["other"])["CostAllocationTags"] == []
    assert ce.list_cost_allocation_tags(Status="Active")["CostAllocationTags"] == []
