from blueprints import BLUEPRINTS
from cli.checks.inputs import inputs
from tests.blueprints.every_part import every_part
from tests.blueprints.support import compose
from tests.cli.checks.support import context, resource

KEY = "aws:kms/key:Key"
GROUP = "aws-native:sagemaker:FeatureGroup"
CLICKS = {
    "featureGroupName": "fraud-dev-clicks",
    "recordIdentifierFeatureName": "customer_id",
    "eventTimeFeatureName": "at",
    "featureDefinitions": [
        {"featureName": "customer_id", "featureType": "String"},
        {"featureName": "at", "featureType": "Fractional"},
    ],
    "onlineStoreConfig": {"enableOnlineStore": True},
    "tags": [{"key": "team", "value": "fraud"}],
}


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


def test_what_cloud_control_makes_is_checked_too():
    assert list(inputs(context(resource(GROUP, "fraud-dev-clicks", **CLICKS)))) == []
    named = {**CLICKS, "featureGroupNam": "clicks"}
    (finding,) = inputs(context(resource(GROUP, "fraud-dev-clicks", **named)))
    assert finding.where == "fraud-dev-clicks.featureGroupNam"
    assert "featureGroupName" in finding.message


def test_what_sagemaker_refuses_of_a_feature_group_is_found_where_it_is():
    named = {**CLICKS, "featureGroupName": "-clicks"}
    (finding,) = inputs(context(resource(GROUP, "fraud-dev-clicks", **named)))
    assert finding.where == "fraud-dev-clicks.featureGroupName"


def test_every_part_of_the_highest_level_has_inputs_that_fit(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    highest = max(BLUEPRINTS)
    plan = compose(every_part(highest, tmp_path), level=highest)
    assert list(inputs(context(*plan))) == []


def test_components_have_no_inputs_of_aws():
    component = resource("stepwell:index:Network", "n", whatever=1)
    assert list(inputs(context(component))) == []
