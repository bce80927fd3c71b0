import pytest

from sandbox.provider.paths import fill, parse

ARN = "arn:aws:logs:eu-west-1:000000000000:log-group:/fraud"


@pytest.mark.parametrize(
    ("template", "properties"),
    [
        ("{role}:{name}", {"role": "training", "name": "read:all"}),
        ("{policyName|resourceArn}", {"policyName": "delivery"}),
        ("{policyName|resourceArn}", {"resourceArn": ARN}),
    ],
)
def test_an_id_tells_the_properties_that_it_was_made_of(template, properties):
    assert parse(template, str(fill(template, properties))) == properties


def test_a_text_of_another_form_tells_nothing():
    assert parse("{role}:{name}", "training") == {}
