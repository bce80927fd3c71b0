"""What a model API's inputs must satisfy, known before anything runs."""

import ipaddress
import re
from collections.abc import Iterator

from components.errors import Problem
from components.parts.api.settings import (
    DEFAULT_BURST,
    DEFAULT_CONTENT_TYPE,
    DEFAULT_ERROR_PERCENT,
    DEFAULT_FIREWALL_REQUESTS,
    DEFAULT_LATENCY_MILLISECONDS,
    DEFAULT_REQUESTS_PER_SECOND,
    DEFAULT_TIMEOUT_MILLISECONDS,
    ApiAuth,
    ApiExposure,
    ApiVersionSettings,
    ModelApiArgs,
    ModelApiSettings,
    api_auth,
    api_exposure,
)
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems

_VERSION = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*/)?v[0-9]+")
_VARIANT = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_ORIGIN = re.compile(r"https://[a-z0-9.-]+(:\d+)?")
_TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")
_MANAGED_RULES = re.compile(r"AWSManagedRules[A-Za-z0-9]+")
_ACCOUNT = re.compile(r"\d{12}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def api_problems(args: ModelApiSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    if not args["versions"]:
        yield Problem("versions", "must name at least one version, got none")
    for version, about in args["versions"].items():
        if not _VERSION.fullmatch(version):
            yield Problem(f"versions.{version}", f"must look like v1 or churn/v1, got {version!r}")
        for problem in _version_problems(about):
            yield Problem(f"versions.{version}.{problem.field}", problem.reason)
    yield from _auth_problems(args)
    yield from _exposure_problems(args)
    yield from _limit_problems(args)
    origin = args.get("cors_origin")
    if origin is not None and not _ORIGIN.fullmatch(origin):
        yield Problem("cors_origin", f"must be https:// and a host, no path, got {origin!r}")
    yield from retention_problems(
        "log_retention_days", args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
    )


def wiring_problems(args: ModelApiArgs) -> Iterator[Problem]:
    """Yield what is wrong with how the API is joined with the rest of its stack."""
    known = args["endpoint_names"]
    for version, about in args["versions"].items():
        if about["endpoint"] not in known:
            reason = f"must be one of {', '.join(sorted(known)) or 'no endpoint'}"
            yield Problem(f"versions.{version}.endpoint", f"{reason}, got {about['endpoint']!r}")


def _version_problems(about: ApiVersionSettings) -> Iterator[Problem]:
    variant = about.get("variant")
    if variant is not None and not _VARIANT.fullmatch(variant):
        yield Problem("variant", f"must be letters, digits and hyphens, got {variant!r}")
    content_type = about.get("content_type", DEFAULT_CONTENT_TYPE)
    if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", content_type):
        yield Problem("content_type", f"must look like text/csv, got {content_type!r}")
    schema = about.get("request_schema")
    if schema is not None and content_type != DEFAULT_CONTENT_TYPE:
        yield Problem(
            "request_schema", f"must be left out unless the body is JSON, got {content_type}"
        )
    if schema is not None and "type" not in schema:
        yield Problem("request_schema", f"must state a type, got {sorted(schema)}")
    elif schema is not None and not _is_type(schema["type"]):
        found = schema["type"]
        yield Problem("request_schema.type", f"must be of {', '.join(_TYPES)}, got {found!r}")
    timeout = about.get("timeout_milliseconds", DEFAULT_TIMEOUT_MILLISECONDS)
    if not 50 <= timeout <= DEFAULT_TIMEOUT_MILLISECONDS:
        yield Problem(
            "timeout_milliseconds", f"must be 50 to {DEFAULT_TIMEOUT_MILLISECONDS}, got {timeout}"
        )


def _is_type(found: object) -> bool:
    """Say whether JSON schema knows the type, or each one of a list."""
    return all(one in _TYPES for one in (found if isinstance(found, list) else [found]))


def _auth_problems(args: ModelApiSettings) -> Iterator[Problem]:
    auth = api_auth(args)
    needs = {ApiAuth.COGNITO: "user_pool_arns", ApiAuth.LAMBDA: "authorizer_function_arn"}
    for kind, field in needs.items():
        if auth is kind and not args.get(field):
            yield Problem(field, f"must be set when auth is {kind}, got nothing")
        if auth is not kind and field in args:
            yield Problem(field, f"must be left out unless auth is {kind}, got auth {auth}")
    if auth is not ApiAuth.COGNITO and "scopes" in args:
        yield Problem("scopes", f"must be left out unless auth is cognito, got auth {auth}")
    for index, pool in enumerate(args.get("user_pool_arns", [])):
        if ":cognito-idp:" not in pool:
            yield Problem(f"user_pool_arns[{index}]", f"must be a user pool's ARN, got {pool!r}")
    function = args.get("authorizer_function_arn")
    if function is not None and ":lambda:" not in function:
        yield Problem("authorizer_function_arn", f"must be a function's ARN, got {function!r}")
    accounts = args.get("caller_accounts", [])
    if accounts and auth is not ApiAuth.IAM:
        yield Problem("caller_accounts", f"must be left out unless auth is iam, got auth {auth}")
    for index, account in enumerate(accounts):
        if not _ACCOUNT.fullmatch(account):
            yield Problem(
                f"caller_accounts[{index}]", f"must be 12 digits, in quotes, got {account!r}"
            )


def _exposure_problems(args: ModelApiSettings) -> Iterator[Problem]:
    exposure = api_exposure(args)
    for field, of in (
        ("vpc_endpoint_ids", ApiExposure.PRIVATE),
        ("allowed_cidrs", ApiExposure.REGIONAL),
        ("domain", ApiExposure.REGIONAL),
    ):
        if field in args and exposure is not of:
            yield Problem(field, f"must be left out unless exposure is {of}, got {exposure}")
    for field in ("vpc_endpoint_ids", "allowed_cidrs"):
        if args.get(field) == []:
            yield Problem(field, "must name at least one, or be left out, got an empty list")
    for index, cidr in enumerate(args.get("allowed_cidrs", [])):
        try:
            ipaddress.ip_network(cidr)
        except ValueError:
            yield Problem(f"allowed_cidrs[{index}]", f"must look like 10.0.0.0/16, got {cidr!r}")
    domain = args.get("domain")
    if domain is not None and not _DOMAIN.fullmatch(domain["name"]):
        yield Problem("domain.name", f"must look like models.example.com, got {domain['name']!r}")
    if domain is not None and ":acm:" not in domain["certificate_arn"]:
        found = domain["certificate_arn"]
        yield Problem("domain.certificate_arn", f"must be a certificate's ARN, got {found!r}")


def _limit_problems(args: ModelApiSettings) -> Iterator[Problem]:
    for field, default in (
        ("requests_per_second", DEFAULT_REQUESTS_PER_SECOND),
        ("burst", DEFAULT_BURST),
        ("latency_milliseconds", DEFAULT_LATENCY_MILLISECONDS),
    ):
        if args.get(field, default) < 1:
            yield Problem(field, f"must be at least 1, got {args.get(field)}")
    percent = args.get("error_percent", DEFAULT_ERROR_PERCENT)
    if not 1 <= percent <= 100:
        yield Problem("error_percent", f"must be 1 to 100, got {percent}")
    for plan, about in args.get("usage_plans", {}).items():
        if not _NAME.fullmatch(plan):
            yield Problem(
                f"usage_plans.{plan}", f"must be lowercase words joined by hyphens, got {plan!r}"
            )
        for field in ("requests_per_second", "burst", "requests_per_month"):
            if about.get(field, 1) < 1:
                yield Problem(
                    f"usage_plans.{plan}.{field}", f"must be at least 1, got {about.get(field)}"
                )
    firewall = args.get("firewall", {})
    requests = firewall.get("requests_per_five_minutes", DEFAULT_FIREWALL_REQUESTS)
    if requests < 10:
        yield Problem("firewall.requests_per_five_minutes", f"must be at least 10, got {requests}")
    for index, rules in enumerate(firewall.get("managed_rules", [])):
        if not _MANAGED_RULES.fullmatch(rules):
            yield Problem(
                f"firewall.managed_rules[{index}]",
                f"must look like AWSManagedRulesCommonRuleSet, got {rules!r}",
            )
