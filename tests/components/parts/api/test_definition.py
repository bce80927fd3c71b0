import re

import pytest
from openapi_spec_validator import validate

from tests.components.api_support import document, integration, operation, plan_with

SCHEMA = {"type": "object", "required": ["age"], "properties": {"age": {"type": "integer"}}}
POOL = "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_a"
FUNCTION = "arn:aws:lambda:eu-west-1:000000000000:function:accept"


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"versions": {"v1": {"endpoint": "churn", "request_schema": SCHEMA}}},
        {"cors_origin": "https://shop.example.com"},
        {"usage_plans": {"shop": {"requests_per_second": 1}}},
        {"auth": "lambda", "authorizer_function_arn": FUNCTION},
    ],
)
def test_is_a_valid_openapi_document(more):
    validate(document(plan_with(**more)))


def test_calls_the_endpoint_directly_and_as_the_versions_role():
    called = integration(plan_with())
    assert called["type"] == "aws"
    assert called["uri"] == (
        "arn:aws:apigateway:eu-west-1:runtime.sagemaker:path/endpoints/fraud-dev-churn/invocations"
    )
    assert called["credentials"] == "<<fraud-dev-models-v1-role#arn>>"
    assert called["timeoutInMillis"] == 29000


def test_versions_are_answered_by_different_endpoints_and_variants_at_once():
    plan = plan_with(
        versions={
            "v1": {"endpoint": "churn"},
            "v2": {"endpoint": "churn", "variant": "canary"},
            "risk/v1": {"endpoint": "risk"},
        }
    )
    assert set(document(plan)["paths"]) == {"/v1/predict", "/v2/predict", "/risk/v1/predict"}
    target = "integration.request.header.X-Amzn-SageMaker-Target-Variant"
    assert target not in integration(plan, "v1")["requestParameters"]
    assert integration(plan, "v2")["requestParameters"][target] == "'canary'"
    assert "fraud-dev-risk" in integration(plan, "risk/v1")["uri"]


def test_nothing_that_a_caller_sends_becomes_a_header_for_sagemaker():
    sent = integration(plan_with())["requestParameters"]
    assert all(value.startswith("'") for value in sent.values())


def test_only_the_stated_content_type_is_passed_on_as_it_came():
    called = integration(
        plan_with(versions={"v1": {"endpoint": "churn", "content_type": "text/csv"}})
    )
    assert called["passthroughBehavior"] == "never"
    assert called["requestTemplates"] == {"text/csv": "$input.body"}
    assert called["requestParameters"]["integration.request.header.Accept"] == "'text/csv'"


def test_a_request_that_does_not_satisfy_the_schema_is_refused():
    plan = plan_with(versions={"churn/v1": {"endpoint": "churn", "request_schema": SCHEMA}})
    asked = operation(plan, "churn/v1")
    assert asked["x-amazon-apigateway-request-validator"] == "body"
    reference = asked["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    assert reference == "#/components/schemas/ChurnV1Request"
    assert document(plan)["components"]["schemas"]["ChurnV1Request"] == SCHEMA


def _status_for(sagemaker: int) -> str:
    answers = integration(plan_with())["responses"]
    found = [p for p in answers if p != "default" and re.fullmatch(p, str(sagemaker))]
    assert len(found) <= 1, found
    return answers[found[0] if found else "default"]["statusCode"]


@pytest.mark.parametrize(
    ("sagemaker", "caller"),
    [(200, "200"), (424, "424"), (413, "413"), (429, "503"), (503, "503")]
    + [(status, "502") for status in (400, 403, 404, 500, 530)],
)
def test_each_failure_of_sagemaker_has_one_meaning_for_the_caller(sagemaker, caller):
    assert _status_for(sagemaker) == caller


def test_no_failure_passes_on_what_the_model_said():
    for pattern, answer in integration(plan_with())["responses"].items():
        if not pattern.startswith("2"):
            assert "$input" not in answer["responseTemplates"]["application/json"]


def test_every_status_and_header_that_is_answered_is_declared():
    plan = plan_with(cors_origin="https://shop.example.com")
    declared = operation(plan)["responses"]
    for answer in integration(plan)["responses"].values():
        headers = declared[answer["statusCode"]].get("headers", {})
        for parameter in answer.get("responseParameters", {}):
            assert parameter.removeprefix("method.response.header.") in headers


def test_browsers_are_not_let_in_unless_a_page_is_named():
    plan = plan_with()
    assert "options" not in document(plan)["paths"]["/v1/predict"]
    assert "Access-Control" not in str(document(plan))


def test_one_named_page_may_ask_and_read_failures_too():
    plan = plan_with(cors_origin="https://shop.example.com")
    asked = document(plan)["paths"]["/v1/predict"]["options"]
    assert "security" not in asked
    answers = document(plan)["x-amazon-apigateway-gateway-responses"]
    header = "gatewayresponse.header.Access-Control-Allow-Origin"
    assert {a["responseParameters"][header] for a in answers.values()} == {
        "'https://shop.example.com'"
    }


def test_tokens_are_checked_by_api_gateway_itself():
    plan = plan_with(auth="cognito", user_pool_arns=[POOL], scopes=["models/predict"])
    caller = document(plan)["components"]["securitySchemes"]["caller"]
    assert caller["x-amazon-apigateway-authorizer"] == {
        "type": "cognito_user_pools",
        "providerARNs": [POOL],
    }
    assert operation(plan)["security"] == [{"caller": ["models/predict"]}]


def test_an_answer_of_a_lambda_authorizer_is_not_used_for_another_path():
    plan = plan_with(auth="lambda", authorizer_function_arn=FUNCTION)
    caller = document(plan)["components"]["securitySchemes"]["caller"]
    authorizer = caller["x-amazon-apigateway-authorizer"]
    assert authorizer["authorizerResultTtlInSeconds"] == 0
    assert authorizer["authorizerUri"].endswith(f"functions/{FUNCTION}/invocations")


def test_what_an_import_would_take_away_stands_in_the_document_too():
    stated = document(plan_with(vpc_endpoint_ids=["vpce-1"]))
    assert stated["x-amazon-apigateway-endpoint-configuration"] == {
        "disableExecuteApiEndpoint": False,
        "vpcEndpointIds": ["vpce-1"],
    }
    assert stated["x-amazon-apigateway-security-policy"].startswith("SecurityPolicy_TLS13_1_2")
    assert stated["x-amazon-apigateway-endpoint-access-mode"] == "STRICT"
