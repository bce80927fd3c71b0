from tests.components.api_support import problems_of


def test_lists_every_problem_at_once():
    assert problems_of(
        versions={
            "V1": {"endpoint": "churn", "variant": "-x", "timeout_milliseconds": 30000},
            "v2": {"endpoint": "none", "content_type": "csv", "request_schema": {"a": 1}},
        },
        auth="cognito",
        authorizer_function_arn="f",
        caller_accounts=["12"],
        allowed_cidrs=["10.0.0.300/8"],
        vpc_endpoint_ids=[],
        domain={"name": "Shop", "certificate_arn": "c"},
        cors_origin="*",
        requests_per_second=0,
        error_percent=0,
        usage_plans={"A": {"requests_per_second": 0}},
        firewall={"requests_per_five_minutes": 5, "managed_rules": ["CommonRuleSet"]},
        log_retention_days=90,
    ) == [
        "versions.V1: must look like v1 or churn/v1, got 'V1'",
        "versions.V1.variant: must be letters, digits and hyphens, got '-x'",
        "versions.V1.timeout_milliseconds: must be 50 to 29000, got 30000",
        "versions.v2.content_type: must look like text/csv, got 'csv'",
        "versions.v2.request_schema: must be left out unless the body is JSON, got csv",
        "versions.v2.request_schema: must state a type, got ['a']",
        "user_pool_arns: must be set when auth is cognito, got nothing",
        "authorizer_function_arn: must be left out unless auth is lambda, got auth cognito",
        "authorizer_function_arn: must be a function's ARN, got 'f'",
        "caller_accounts: must be left out unless auth is iam, got auth cognito",
        "caller_accounts[0]: must be 12 digits, in quotes, got '12'",
        "allowed_cidrs: must be left out unless exposure is regional, got private",
        "domain: must be left out unless exposure is regional, got private",
        "vpc_endpoint_ids: must name at least one, or be left out, got an empty list",
        "allowed_cidrs[0]: must look like 10.0.0.0/16, got '10.0.0.300/8'",
        "domain.name: must look like models.example.com, got 'Shop'",
        "domain.certificate_arn: must be a certificate's ARN, got 'c'",
        "requests_per_second: must be at least 1, got 0",
        "error_percent: must be 1 to 100, got 0",
        "usage_plans.A: must be lowercase words joined by hyphens, got 'A'",
        "usage_plans.A.requests_per_second: must be at least 1, got 0",
        "firewall.requests_per_five_minutes: must be at least 10, got 5",
        "firewall.managed_rules[0]: must look like AWSManagedRulesCommonRuleSet, "
        "got 'CommonRuleSet'",
        "cors_origin: must be https:// and a host, no path, got '*'",
        "versions.v2.endpoint: must be one of churn, risk, got 'none'",
    ]


def test_a_schema_has_types_that_json_schema_knows():
    schemas = {"v1": "dict", "v2": ["object", "array"], "v3": ["object", "map"]}
    versions = {
        version: {"endpoint": "churn", "request_schema": {"type": of_type}}
        for version, of_type in schemas.items()
    }
    known = "array, boolean, integer, null, number, object, string"
    assert problems_of(versions=versions) == [
        f"versions.v1.request_schema.type: must be of {known}, got 'dict'",
        f"versions.v3.request_schema.type: must be of {known}, got ['object', 'map']",
    ]


def test_an_api_needs_a_version():
    assert problems_of(versions={}) == ["versions: must name at least one version, got none"]
