from analysis.changes import changes
from plan.plan import UNKNOWN, Plan, Resource


def resource(type_: str, name: str, inputs=None, *, custom: bool = True) -> Resource:
    urn = f"urn:pulumi:fraud-dev::stepwell::{type_}::{name}"
    return Resource(urn, type_, name, inputs or {}, custom=custom)


BUCKET = resource("aws:s3/bucket:Bucket", "raw", {"bucket": "raw"})
ROLE = resource("aws:iam/role:Role", "role", {"name": UNKNOWN})
PART = resource("stepwell:index:DataLake", "lake", custom=False)


def plan(*resources: Resource) -> Plan:
    return Plan("fraud-dev", "stepwell", resources)


def test_a_plan_does_not_differ_from_itself():
    found = changes(plan(PART, BUCKET, ROLE), plan(PART, BUCKET, ROLE))
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_what_comes_goes_and_changes_is_told_apart():
    wider = resource("aws:s3/bucket:Bucket", "raw", {"bucket": "raw", "forceDestroy": True})
    found = changes(plan(BUCKET, ROLE), plan(PART, wider))
    assert found.added == ()
    assert found.removed == (ROLE,)
    assert [(c.before.name, c.inputs) for c in found.changed] == [("raw", {"forceDestroy"})]


def test_what_a_team_would_miss_is_data_and_traffic():
    endpoint = resource("aws:sagemaker/endpoint:Endpoint", "scorer")
    found = changes(plan(BUCKET, ROLE, endpoint), plan())
    assert [r.name for r in found.missed()] == ["raw", "scorer"]
    assert [r.name for r in found.removed] == ["raw", "role", "scorer"]
