import pytest

from sandbox.provider.templates import fill, parse

ARN = "arn:aws:logs:eu-west-1:000000000000:log-group:/fraud"


@pytest.mark.parametrize(
    ("template", "properties"),
    [
        ("{role}:{name}", {"role": "training", "name": "read:all"}),
        ("{policyName|resourceArn}", {"policyName": "delivery"}),
        ("{policyName|resourceArn}", {"resourceArn": ARN}),
        ("{table}_{toCidr|toIpv6Cidr|toPrefixListId}", {"table": "rtb-1", "toCidr": "10.0.0.0/8"}),
        ("{table}_{toCidr|toIpv6Cidr|toPrefixListId}", {"table": "rtb-1", "toIpv6Cidr": "::/0"}),
        (
            "{table}_{toCidr|toIpv6Cidr|toPrefixListId}",
            {"table": "rtb-1", "toPrefixListId": "pl-2"},
        ),
    ],
)
def test_an_id_tells_the_properties_that_it_was_made_of(template, properties):
    assert parse(template, str(fill(template, properties))) == properties


def test_a_text_of_another_form_tells_nothing():
    assert parse("{role}:{name}", "training") == {}
