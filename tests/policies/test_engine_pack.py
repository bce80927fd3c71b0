import dataclasses
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pulumi
import pulumi_aws as aws
import pytest
from pulumi.runtime.proto import analyzer_pb2

import policies
from plan.computed import is_computed
from plan.plan import UNKNOWN, Plan, Resource
from plan.recorder import record
from policies.catalogue import all_rules
from policies.check import check
from policies.pack import Level
from policies.pack_file import our_pack
from policies.rule import PlanRule
from tests.policies.analyzer import running

FOLDER = Path(policies.__file__).parent / "packs" / "baseline"

PACK = our_pack("baseline")

EXCEPTED = ("allowed-by-exception", "allowed-by-exception-in-plan")

RULES = {rule.name: rule for rule in all_rules()}

LEVELS = {
    analyzer_pb2.ADVISORY: Level.ADVISORY,
    analyzer_pb2.DISABLED: Level.DISABLED,
    analyzer_pb2.MANDATORY: Level.MANDATORY,
    analyzer_pb2.REMEDIATE: Level.REMEDIATE,
}


@pytest.fixture(scope="module")
def analyzer():
    with running(FOLDER) as (asked, _):
        yield asked


def program() -> None:
    """Some of everything: good, bad, and related."""
    key = aws.kms.Key("key", enable_key_rotation=True)
    lake = pulumi.ComponentResource("stepwell:index:DataLake", "lake")
    raw = aws.s3.Bucket("raw", opts=pulumi.ResourceOptions(parent=lake))
    aws.s3.BucketVersioning(
        "raw-versioning", bucket=raw.bucket, versioning_configuration={"status": "Enabled"}
    )
    denial = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [raw.arn, pulumi.Output.concat(raw.arn, "/*")],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    document = pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [denial]})
    aws.s3.BucketPolicy("raw-policy", bucket=raw.bucket, policy=document)
    aws.s3.Bucket("bare")
    aws.cloudwatch.LogGroup("log", retention_in_days=30, kms_key_id=key.arn)
    aws.cloudwatch.LogGroup("bare-log")
    aws.sns.Topic("foreign", kms_master_key_id="arn:aws:kms:eu-west-1:111122223333:key/1")
    aws.vpc.SecurityGroupIngressRule(
        "open", security_group_id="sg-1", ip_protocol="tcp", cidr_ipv4="0.0.0.0/0"
    )
    everything = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    aws.iam.RolePolicy("wide", role="r", policy=json.dumps({"Statement": [everything]}))
    aws.batch.ComputeEnvironment(
        "gpu", type="MANAGED", compute_resources={"minVcpus": 4, "maxVcpus": 8, "type": "EC2"}
    )


def verdicts_of_pack(analyzer, plan: Plan) -> Counter[tuple[str, str, str, Level]]:
    said = Counter[tuple[str, str, str, Level]]()
    asked = [(r.urn, analyzer.analyze(r)) for r in plan] + [("", analyzer.analyze_stack(plan))]
    for urn, diagnostics in asked:
        for diagnostic in diagnostics:
            message = diagnostic.message.removeprefix(f"{diagnostic.description}\n")
            level = LEVELS[diagnostic.enforcementLevel]
            said[(diagnostic.policyName, diagnostic.urn or urn, message, level)] += 1
    return said


def test_the_pack_and_the_check_give_the_same_verdicts(analyzer):
    tags = {"team": "fraud", "environment": "dev", "owner": "jo"}
    plan = record(program, stack_name="fraud-dev", default_tags=tags)
    found = check(plan, PACK)
    assert {f.rule for f in found} >= {
        "bucket-versioned",
        "gpu-compute-scales-to-zero",
        "log-group-has-retention",
        "no-public-ingress",
        "no-wildcard-permissions",
        "one-encryption-key",
        "resource-carries-cost-tags",
        "stack-has-budget",
    }
    assert not any(f.undecided for f in found)
    expected = Counter((f.rule, f.urn, f.message, f.level) for f in found)
    assert verdicts_of_pack(analyzer, plan) == expected


def test_in_a_preview_violations_still_block_and_the_rest_is_said_not_to_be_decided(analyzer):
    plan = unknown(record(program, stack_name="fraud-dev"))
    found = check(plan, PACK)
    expected = Counter((f.rule, f.urn, f.message, f.level) for f in found if not f.undecided)
    said = verdicts_of_pack(analyzer, plan)
    open_questions = {v for v in said if "not decided" in v[2]}
    assert {k: v for k, v in said.items() if k not in open_questions} == expected
    assert {rule for rule, *_ in open_questions} == {f.rule for f in found if f.undecided}
    assert {level for *_, level in open_questions} == {Level.ADVISORY}
    assert "bucket-denies-plain-http" in {rule for rule, *_ in open_questions}


def test_a_rule_that_is_not_decided_names_the_resource_and_the_value(analyzer):
    wide = Resource("urn:x", "aws:iam/rolePolicy:RolePolicy", "wide", {"policy": UNKNOWN})
    (diagnostic,) = analyzer.analyze(wide)
    assert diagnostic.enforcementLevel == analyzer_pb2.ADVISORY
    assert diagnostic.message.endswith(
        "wide: not decided: policy is known only after the deployment"
    )


def test_the_pack_describes_each_rule(analyzer):
    info = analyzer.info()
    assert info.name == "stepwell-baseline"
    described = {policy.name: policy for policy in info.policies}
    assert described.keys() == {*(rule.name for rule in all_rules()), *EXCEPTED}
    for rule in all_rules():
        policy = described[rule.name]
        assert policy.description == f"{rule.requirement} Otherwise {rule.why}."
        assert LEVELS[policy.enforcementLevel] is PACK.level(rule.name)


def test_what_an_exception_allows_is_advice_that_says_who_allows_it_and_nothing_else_changes():
    plan = record(program, stack_name="fraud-dev", default_tags={"team": "fraud"})
    allowed = {("one-encryption-key", "foreign"), ("no-wildcard-permissions", "wide")}
    config = exceptions(*allowed, ("bucket-versioned", "bare", "2020-01-01"))
    with running(FOLDER, config) as (analyzer, _):
        said = verdicts_of_pack(analyzer, plan)
    found = check(plan, PACK)
    assert {(f.rule, f.resource) for f in found} >= {*allowed, ("bucket-versioned", "bare")}
    others = [f for f in found if (f.rule, f.resource) not in allowed]
    excepted = {v: n for v, n in said.items() if v[0] in EXCEPTED}
    assert said - Counter(excepted) == Counter((f.rule, f.urn, f.message, f.level) for f in others)
    assert set(excepted) == {
        (
            EXCEPTED[isinstance(RULES[f.rule], PlanRule)],
            f.urn,
            f"{f.rule}: {f.message}\nallowed by jo@acme.example until 2999-01-01: it is a test",
            Level.ADVISORY,
        )
        for f in found
        if (f.rule, f.resource) in allowed
    }


def test_what_is_not_decided_and_allowed_is_said_once():
    wide = Resource("urn:x", "aws:iam/rolePolicy:RolePolicy", "wide", {"policy": UNKNOWN})
    with running(FOLDER, exceptions(("no-wildcard-permissions", "wide"))) as (analyzer, _):
        (diagnostic,) = analyzer.analyze(wide)
    assert diagnostic.policyName == EXCEPTED[0]
    assert diagnostic.enforcementLevel == analyzer_pb2.ADVISORY
    assert "not decided: policy is known only after the deployment" in diagnostic.message


def test_a_configuration_that_holds_no_exceptions_stops_the_pack_with_one_message():
    done = subprocess.run(
        [sys.executable, "-m", "pulumi.policy", "127.0.0.1:1", str(FOLDER)],
        env={**os.environ, "PULUMI_CONFIG": json.dumps({"stepwell:exceptions": "all"})},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert done.stderr.startswith("stepwell:exceptions: must be JSON, got 'all'\n")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_ending_it_leaves_no_traceback(ending):
    with running(FOLDER) as (_, process):
        process.send_signal(ending)
        _, errors = process.communicate(timeout=20)
    assert errors == ""
    assert process.returncode == 0


def test_it_runs_in_the_projects_own_environment():
    settings = (FOLDER / "PulumiPolicy.yaml").read_text()
    (line,) = (x for x in settings.splitlines() if "virtualenv:" in x)
    assert (FOLDER / line.split(":")[1].strip()).resolve() == FOLDER.parents[2] / ".venv"


def exceptions(*allowed: tuple[str, ...]) -> dict[str, str]:
    """Configuration of a stack in which these rules may be broken by these resources."""
    found = [
        {
            "rule": rule,
            "resource": resource,
            "reason": "it is a test",
            "owner": "jo@acme.example",
            "expires": expires[0] if expires else "2999-01-01",
        }
        for rule, resource, *expires in allowed
    ]
    return {"stepwell:exceptions": json.dumps(found)}


def unknown(plan: Plan) -> Plan:
    """The plan as a preview has it: what AWS decides, and all that holds it, is not known."""

    def hide(value: object) -> object:
        if isinstance(value, dict):
            return {k: hide(v) for k, v in value.items()}
        if isinstance(value, list):
            return [hide(v) for v in value]
        return UNKNOWN if is_computed(value) else value

    return dataclasses.replace(
        plan,
        resources=tuple(
            dataclasses.replace(r, inputs={k: hide(v) for k, v in r.inputs.items()}) for r in plan
        ),
    )
