from cli.checks.schema import schema
from tests.cli.checks.support import context, resource

KEY = "aws:kms/key:Key"


def test_inputs_that_fit_are_no_findings():
    key = resource(KEY, "k", description="x", enableKeyRotation=True, tagsAll={"team": "fraud"})
    assert list(schema(context(key))) == []


def test_values_that_only_aws_knows_fit_everywhere():
    key = resource(KEY, "k", deletionWindowInDays="<<fraud-dev-x#days>>")
    assert list(schema(context(key))) == []


def test_an_unknown_input_is_found_where_it_is():
    (finding,) = schema(context(resource(KEY, "fraud-dev-key", descripton="x")))
    assert (finding.stack, finding.where) == ("fraud-dev", "fraud-dev-key.descripton")
    assert "description" in finding.message


def test_components_have_no_schema():
    component = resource("stepwell:index:Network", "n", whatever=1)
    assert list(schema(context(component))) == []
