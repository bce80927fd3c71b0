import json

import pytest

from tests.components.api_support import (
    API,
    KEY,
    NAME,
    STAGE,
    TOPIC,
    document,
    outputs,
    plan_with,
)
from tests.components.support import only, statements

ACCOUNT = "aws:apigateway/account:Account"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
DEPLOYMENT = "aws:apigateway/deployment:Deployment"
DOMAIN = "aws:apigateway/domainName:DomainName"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
LIMITS = "aws:apigateway/methodSettings:MethodSettings"
LOGS = "aws:cloudwatch/logGroup:LogGroup"
POLICY = "aws:iam/policy:Policy"
ROLE = "aws:iam/role:Role"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
VPC_ENDPOINT = f"<<{NAME}-vpc-endpoint#id>>"
SHOP = "models.example.com"
CERTIFICATE = "arn:aws:acm:eu-west-1:000000000000:certificate/1"
POOL = "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_a"
FUNCTION = "arn:aws:lambda:eu-west-1:000000000000:function:accept"


def test_is_private_and_signed_unless_a_team_opens_it():
    plan = plan_with()
    api = only(plan, API).inputs
    assert api["endpointConfiguration"] == {"types": "PRIVATE", "vpcEndpointIds": [VPC_ENDPOINT]}
    scheme = document(plan)["components"]["securitySchemes"]["caller"]
    assert scheme["x-amazon-apigateway-authtype"] == "awsSigv4"
    assert plan.of_type("aws:wafv2/webAcl:WebAcl") == ()


def test_the_api_keeps_its_id_for_its_callers():
    assert only(plan_with(), API).protect
    assert not only(plan_with(protect_data=False), API).protect


def test_a_private_api_answers_its_own_endpoint_alone_and_leaves_the_decision_to_iam():
    allow, deny = statements(only(plan_with(), API).inputs["policy"])
    assert allow["Principal"] == {"AWS": ["arn:aws:iam::000000000000:root"]}
    assert deny["Effect"] == "Deny"
    assert deny["Condition"] == {"StringNotEquals": {"aws:SourceVpce": [VPC_ENDPOINT]}}


def test_the_endpoint_takes_no_name_from_public_apis_and_opens_to_the_vpc():
    plan = plan_with()
    endpoint = only(plan, ENDPOINT).inputs
    assert endpoint["privateDnsEnabled"] is False
    assert endpoint["serviceName"] == "com.amazonaws.eu-west-1.execute-api"
    rule = only(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs
    assert (rule["cidrIpv4"], rule["fromPort"], rule["toPort"]) == ("10.0.0.0/16", 443, 443)


def test_an_adopted_endpoint_is_not_made_again():
    plan = plan_with(vpc_endpoint_ids=["vpce-1", "vpce-2"])
    assert plan.of_type(ENDPOINT) == ()
    assert only(plan, API).inputs["endpointConfiguration"]["vpcEndpointIds"] == ["vpce-1", "vpce-2"]
    configured = document(plan)["x-amazon-apigateway-endpoint-configuration"]
    assert configured["vpcEndpointIds"] == ["vpce-1", "vpce-2"]


def test_a_regional_api_with_iam_has_no_policy_that_would_let_anybody_in():
    plan = plan_with(exposure="regional")
    api = only(plan, API).inputs
    assert api["endpointConfiguration"] == {"types": "REGIONAL"}
    assert "policy" not in api
    assert plan.of_type(ENDPOINT) == ()


def test_address_ranges_and_other_accounts_are_let_in_by_name():
    plan = plan_with(
        exposure="regional", allowed_cidrs=["192.0.2.0/24"], caller_accounts=["111111111111"]
    )
    allow, deny = statements(only(plan, API).inputs["policy"])
    assert allow["Principal"]["AWS"] == [
        "arn:aws:iam::000000000000:root",
        "arn:aws:iam::111111111111:root",
    ]
    assert deny["Condition"] == {"NotIpAddress": {"aws:SourceIp": ["192.0.2.0/24"]}}


def test_tokens_need_an_allow_for_everybody():
    plan = plan_with(auth="cognito", user_pool_arns=[POOL])
    allow, _ = statements(only(plan, API).inputs["policy"])
    assert allow["Principal"] == "*"


def test_a_browsers_question_passes_the_policy_unsigned():
    plan = plan_with(cors_origin="https://shop.example.com")
    _, asked, _ = statements(only(plan, API).inputs["policy"])
    assert asked["Principal"] == "*"
    assert asked["Resource"] == "arn:aws:execute-api:eu-west-1:000000000000:*/*/OPTIONS/*"


def test_each_version_has_a_role_for_its_endpoint_alone():
    plan = plan_with(versions={"v1": {"endpoint": "churn"}, "risk/v2": {"endpoint": "risk"}})
    allowed = {p.name: statements(p.inputs["policy"]) for p in plan.of_type(ROLE_POLICY)}
    endpoint = "arn:aws:sagemaker:eu-west-1:000000000000:endpoint"
    assert allowed == {
        f"{NAME}-v1-policy": [
            {
                "Effect": "Allow",
                "Action": "sagemaker:InvokeEndpoint",
                "Resource": f"{endpoint}/fraud-dev-churn",
            }
        ],
        f"{NAME}-risk-v2-policy": [
            {
                "Effect": "Allow",
                "Action": "sagemaker:InvokeEndpoint",
                "Resource": f"{endpoint}/fraud-dev-risk",
            }
        ],
    }


def test_every_role_is_capped_by_the_boundary():
    plan = plan_with(
        permissions_boundary_arn="arn:aws:iam::000000000000:policy/cap",
        auth="lambda",
        authorizer_function_arn=FUNCTION,
        sets_account_log_role=True,
    )
    roles = plan.of_type(ROLE)
    assert len(roles) == 3
    assert {r.inputs["permissionsBoundary"] for r in roles} == {
        "arn:aws:iam::000000000000:policy/cap"
    }


def test_a_lambda_authorizer_is_called_by_a_role_that_may_call_nothing_else():
    plan = plan_with(auth="lambda", authorizer_function_arn=FUNCTION)
    (allowed,) = [
        statements(p.inputs["policy"])[0]
        for p in plan.of_type(ROLE_POLICY)
        if "authorizer" in p.name
    ]
    assert (allowed["Action"], allowed["Resource"]) == ("lambda:InvokeFunction", FUNCTION)


def test_callers_get_a_policy_for_the_paths_of_the_versions():
    plan = plan_with(versions={"v1": {"endpoint": "churn"}, "v2": {"endpoint": "risk"}})
    (allowed,) = statements(only(plan, POLICY).inputs["policy"])
    assert allowed["Action"] == "execute-api:Invoke"
    arn = f"<<{NAME}-api#executionArn>>/live/POST"
    assert allowed["Resource"] == [f"{arn}/v1/predict", f"{arn}/v2/predict"]
    assert outputs(plan)["invoke_policy_arn"] == f"<<{NAME}-invoke#arn>>"


@pytest.mark.parametrize(
    "change",
    [
        {"versions": {"v1": {"endpoint": "risk"}}},
        {"versions": {"v1": {"endpoint": "churn", "timeout_milliseconds": 1000}}},
        {"caller_accounts": ["111111111111"]},
        {"cors_origin": "https://shop.example.com"},
    ],
)
def test_whatever_changes_the_api_deploys_it_anew(change):
    before = only(plan_with(), DEPLOYMENT).inputs["triggers"]
    assert only(plan_with(), DEPLOYMENT).inputs["triggers"] == before
    assert only(plan_with(**change), DEPLOYMENT).inputs["triggers"] != before


def test_logs_are_encrypted_kept_ninety_days_and_hold_no_body():
    plan = plan_with()
    assert {(g.inputs["kmsKeyId"], g.inputs["retentionInDays"]) for g in plan.of_type(LOGS)} == {
        (KEY, 90)
    }
    names = {g.inputs.get("name") for g in plan.of_type(LOGS)}
    assert f"API-Gateway-Execution-Logs_<<{NAME}-api#id>>/live" in names
    line = json.loads(only(plan, STAGE).inputs["accessLogSettings"]["format"])
    assert line["caller"] == "$context.identity.userArn"
    assert not any("input" in value for value in line.values())
    assert only(plan, LIMITS).inputs["settings"]["dataTraceEnabled"] is False


def test_limits_hold_for_every_version():
    settings = only(plan_with(requests_per_second=7, burst=9), LIMITS).inputs
    assert settings["methodPath"] == "*/*"
    assert settings["settings"]["throttlingRateLimit"] == 7
    assert settings["settings"]["throttlingBurstLimit"] == 9


def test_tracing_is_off_until_asked_for():
    assert only(plan_with(), STAGE).inputs["xrayTracingEnabled"] is False
    assert only(plan_with(traced=True), STAGE).inputs["xrayTracingEnabled"] is True


def test_the_log_role_of_the_account_is_left_alone_unless_this_stack_sets_it():
    assert plan_with().of_type(ACCOUNT) == ()


def test_the_log_role_of_the_account_outlives_the_stack():
    plan = plan_with(sets_account_log_role=True)
    of_the_account = [r for r in plan if r.name.startswith(f"{NAME}-account")]
    assert len(of_the_account) == 3
    assert all(r.retain_on_delete for r in of_the_account)
    assert only(plan, STAGE).dependencies >= {only(plan, ACCOUNT).urn}


def test_an_own_domain_is_the_only_way_in_and_refuses_old_tls():
    plan = plan_with(exposure="regional", domain={"name": SHOP, "certificate_arn": CERTIFICATE})
    api, domain = only(plan, API).inputs, only(plan, DOMAIN).inputs
    assert api["disableExecuteApiEndpoint"] is True
    configured = document(plan)["x-amazon-apigateway-endpoint-configuration"]
    assert configured == {"disableExecuteApiEndpoint": True}
    assert domain["securityPolicy"] == api["securityPolicy"]
    assert "TLS13_1_2" in domain["securityPolicy"]
    assert domain["regionalCertificateArn"] == CERTIFICATE
    assert only(plan, DOMAIN).protect
    assert outputs(plan)["url"] == f"https://{SHOP}"
    assert outputs(plan)["domain_target"] == f"<<{NAME}-domain#regionalDomainName>>"


def test_a_consumer_gets_a_key_and_a_plan_and_calls_need_the_key():
    shop = {"requests_per_second": 5, "requests_per_month": 1000}
    plan = plan_with(usage_plans={"shop": shop})
    usage = only(plan, "aws:apigateway/usagePlan:UsagePlan").inputs
    assert usage["throttleSettings"] == {"burstLimit": 5, "rateLimit": 5}
    assert usage["quotaSettings"] == {"limit": 1000, "period": "MONTH"}
    assert document(plan)["paths"]["/v1/predict"]["post"]["security"] == [{"caller": [], "key": []}]
    assert outputs(plan)["key_ids"] == {"shop": f"<<{NAME}-shop-key#id>>"}


def test_alarms_on_errors_and_latency_go_to_the_topic():
    plan = plan_with(error_percent=2, latency_milliseconds=500)
    alarms = {a.name.removeprefix(f"{NAME}-"): a.inputs for a in plan.of_type(ALARM)}
    assert alarms["server-errors"]["threshold"] == 0.02
    assert alarms["server-errors"]["metricName"] == "5XXError"
    assert alarms["latency"]["threshold"] == 500
    for alarm in alarms.values():
        assert alarm["dimensions"] == {"ApiName": "fraud-dev-models", "Stage": "live"}
        assert alarm["alarmActions"] == [TOPIC]
    assert set(outputs(plan)["alarm_names"]) == set(alarms)


def test_the_firewall_counts_large_bodies_and_limits_an_address():
    plan = plan_with(firewall={"requests_per_five_minutes": 300})
    acl = only(plan, "aws:wafv2/webAcl:WebAcl").inputs
    assert acl["scope"] == "REGIONAL"
    rules = {r["name"]: r for r in acl["rules"]}
    common = rules["AWSManagedRulesCommonRuleSet"]["statement"]["managedRuleGroupStatement"]
    assert common["ruleActionOverrides"] == [
        {"actionToUse": {"count": {}}, "name": "SizeRestrictions_BODY"}
    ]
    assert rules["too-many-requests"]["statement"]["rateBasedStatement"]["limit"] == 300
    assert len({r["priority"] for r in acl["rules"]}) == len(acl["rules"])
    association = only(plan, "aws:wafv2/webAclAssociation:WebAclAssociation").inputs
    assert association["resourceArn"] == f"<<{NAME}-stage#arn>>"


def test_the_firewalls_log_holds_no_credentials():
    plan = plan_with(firewall={})
    logging = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"
    fields = only(plan, logging).inputs["redactedFields"]
    assert {f["singleHeader"]["name"] for f in fields} == {
        "authorization",
        "x-amz-security-token",
        "x-api-key",
    }
    names = {g.inputs.get("name") for g in plan.of_type(LOGS)}
    assert "aws-waf-logs-fraud-dev-models" in names
