import json

from cli.demo import resources_by_area

STACK = "urn:pulumi:fraud-dev::stepwell::pulumi:pulumi:Stack::stepwell-fraud-dev"


def urn(types: str, name: str) -> str:
    return f"urn:pulumi:fraud-dev::stepwell::{types}::{name}"


def test_resources_of_both_providers_count_for_the_outermost_component():
    store = urn("stepwell:index:FeatureStore", "fraud-dev-features")
    inner = urn("stepwell:index:FeatureStore$stepwell:index:Inner", "inner")
    resources = [
        {"urn": STACK, "type": "pulumi:pulumi:Stack"},
        {"urn": urn("pulumi:providers:aws", "default"), "type": "pulumi:providers:aws"},
        {"urn": store, "type": "stepwell:index:FeatureStore", "parent": STACK},
        {"urn": inner, "type": "stepwell:index:Inner", "parent": store},
        {"urn": urn("x", "role"), "type": "aws:iam/role:Role", "parent": inner},
        {
            "urn": urn("x", "group"),
            "type": "aws-native:sagemaker:FeatureGroup",
            "parent": store,
        },
    ]
    export = json.dumps({"deployment": {"resources": resources}})
    assert resources_by_area(export) == {"FeatureStore": 2}
