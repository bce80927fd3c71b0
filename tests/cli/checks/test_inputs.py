from cli.checks.inputs import inputs
from tests.cli.checks.support import context, resource

KEY = "aws:kms/key:Key"


def test_inputs_that_fit_are_no_findings():
    key = resource(KEY, "k", description="x", enableKeyRotation=True, tagsAll={"team": "fraud"})
    assert list(inputs(context(key))) == []


def test_values_that_only_aws_knows_fit_everywhere():
    key = resource(KEY, "k", deletionWindowInDays="<<fraud-dev-x#days>>")
    assert list(inputs(context(key))) == []


def test_an_unknown_input_is_found_where_it_is():
    (finding,) = inputs(context(resource(KEY, "fraud-dev-key", descripton="x")))
    assert (finding.stack, finding.where) == ("fraud-dev", "fraud-dev-key.descripton")
    assert "description" in finding.message


def test_a_value_that_the_service_refuses_is_found_where_it_is():
    key = resource(KEY, "fraud-dev-key", description="x" * 9000)
    (finding,) = inputs(context(key))
    assert finding.where == "fraud-dev-key.description"
    assert "8192" in finding.message


def test_components_have_no_inputs_of_aws():
    component = resource("stepwell:index:Network", "n", whatever=1)
    assert list(inputs(context(component))) == []
