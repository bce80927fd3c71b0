"""A report with one finding of each kind, in words that every format must survive."""

import datetime

from cli.checks.runner import Report
from cli.finding import Finding, Place, Weight
from policies.exceptions import PolicyException
from policies.rule import Rule

EXCEPTION = PolicyException(
    "bucket-has-lifecycle",
    "lake-raw",
    "holds | copies <only>",
    "ana@acme.example",
    datetime.date(2027, 3, 31),
)
URN = "urn:pulumi:fraud-dev::stepwell::stepwell:index:DataLake$aws:s3/bucket:Bucket::fraud-dev-"
PLACE = Place("stacks/fraud.yaml", 12, "settings.data_lake")


def policy(rule: str, resource: str, message: str, **more) -> Finding:
    name = f"fraud-dev-{resource}"
    given = {"rule": rule, "resource": name, "urn": f"{URN}{resource}", "place": PLACE}
    return Finding("fraud-dev", "policy", name, message, **{**given, **more})


BROKEN = policy("bucket-is-versioned", "lake-raw", "declare *it*, got 'a|b'\nbecause of \x07 <x>")
ALLOWED = policy(
    EXCEPTION.rule,
    "lake-raw",
    EXCEPTION.allow("declare one"),
    weight=Weight.EXCEPTED,
    exception=EXCEPTION,
)
ADVICE = policy("stack-has-budget", "budget", "should have one", weight=Weight.ADVISORY)
OPEN = policy(
    "bucket-encrypted-with-key",
    "lake-logs",
    "not decided: kmsKeyId is known only after the deployment",
    weight=Weight.ADVISORY,
    undecided=True,
)
SPEC = Finding(
    "", "spec", "stacks/vision.yaml:3: level", "must be 0", place=Place("stacks/vision.yaml", 3)
)


def named(name: str) -> Rule:
    return Rule(name, f"{name} holds.", "it breaks", "a handbook", "", (), lambda _: iter(()))


RULES = tuple(
    named(name)
    for name in (
        "bucket-is-versioned",
        EXCEPTION.rule,
        "stack-has-budget",
        "bucket-encrypted-with-key",
        "key-rotated",
    )
)

REPORT = Report(
    stacks={"fraud-dev": 5, "fraud-prod": 7},
    findings=[SPEC, BROKEN, ALLOWED, ADVICE, OPEN],
    unusable=True,
    rules={"fraud-dev": RULES, "fraud-prod": RULES},
)
FINE = Report(stacks={"fraud-dev": 5}, rules={"fraud-dev": RULES[-1:]})
