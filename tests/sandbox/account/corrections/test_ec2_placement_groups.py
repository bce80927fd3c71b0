from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients


def test_a_group_is_made_tagged_and_taken_away(clients: Clients) -> None:
    ec2 = clients.ec2
    tags = [{"ResourceType": "placement-group", "Tags": [{"Key": "team", "Value": "fraud"}]}]
    made = ec2.create_placement_group(GroupName="near", Strategy="cluster", TagSpecifications=tags)
    group = made["PlacementGroup"]["GroupId"]
    ec2.create_tags(Resources=[group], Tags=[{"Key": "part", "Value": "gpu"}])
    (shown,) = ec2.describe_placement_groups(GroupNames=["near"])["PlacementGroups"]
    assert (shown["Strategy"], shown["State"]) == ("cluster", "available")
    assert {tag["Key"]: tag["Value"] for tag in shown["Tags"]} == {"team": "fraud", "part": "gpu"}
    again = refused(ec2.create_placement_group, GroupName="near", Strategy="cluster")
    assert again[0] == "InvalidPlacementGroup.Duplicate"
    ec2.delete_placement_group(GroupName="near")
    gone = refused(ec2.describe_placement_groups, GroupNames=["near"])
    assert gone[0] == "InvalidPlacementGroup.Unknown"
