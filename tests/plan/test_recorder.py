import gc
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pulumi
import pulumi_aws as aws
import pulumi_aws_native as aws_native
import pytest

from plan.monitor import Unrecordable
from plan.plan import UNKNOWN, Plan
from plan.recorder import Account, UnansweredFunction, record


def recorded(program, **options) -> Plan:
    return record(program, stack_name="fraud-dev", **options)


def named(plan: Plan, name: str):
    return next(r for r in plan if r.name == name)


def bucket(name: str = "raw", **inputs):
    return aws.s3.Bucket(name, **inputs)


def test_what_aws_decides_stays_readable_in_documents():
    def program():
        text = pulumi.Output.json_dumps({"Resource": [bucket().arn]})
        aws.s3.BucketPolicy("policy", bucket="x", policy=text)

    found = named(recorded(program), "policy")
    assert json.loads(found.inputs["policy"]) == {"Resource": ["<<raw#arn>>"]}
    assert [urn.rpartition("::")[2] for urn in found.property_dependencies["policy"]] == ["raw"]


def test_a_computed_number_is_unknown():
    def program():
        template = aws.ec2.LaunchTemplate("gpu")
        aws.ssm.Parameter("version", type="String", value=template.latest_version.apply(str))

    assert named(recorded(program), "version").inputs["value"] is UNKNOWN


def test_default_tags_are_merged_as_the_provider_does():
    def program():
        irish = aws.Provider("irish", default_tags={"tags": {"team": "irish"}})
        bucket("own", tags={"team": "mine"})
        bucket("bare")
        bucket("abroad", opts=pulumi.ResourceOptions(provider=irish))
        aws.s3.BucketPolicy("untagged", bucket="x", policy="{}")

    plan = recorded(program, default_tags={"team": "fraud", "owner": "jo"})
    assert named(plan, "own").inputs["tagsAll"] == {"team": "mine", "owner": "jo"}
    assert named(plan, "bare").inputs["tagsAll"] == {"team": "fraud", "owner": "jo"}
    assert named(plan, "abroad").inputs["tagsAll"] == {"team": "irish"}
    assert "tagsAll" not in named(plan, "untagged").inputs


def test_default_tags_of_cloud_control_are_pairs_after_the_own_ones():
    def group(name: str, **inputs):
        aws_native.sagemaker.ModelPackageGroup(name, **inputs)

    def program():
        group("own", tags=[{"key": "team", "value": "mine"}])
        group("bare")

    config = {"aws-native:defaultTags": '{"tags": {"team": "fraud", "owner": "jo"}}'}
    plan = recorded(program, default_tags={"zone": "not of this provider"}, config=config)
    owner = {"key": "owner", "value": "jo"}
    assert named(plan, "own").inputs["tags"] == [{"key": "team", "value": "mine"}, owner]
    assert named(plan, "bare").inputs["tags"] == [owner, {"key": "team", "value": "fraud"}]
    assert "tags" not in named(recorded(program), "bare").inputs


def test_unknown_tags_make_all_tags_unknown():
    def program():
        version = aws.ec2.LaunchTemplate("gpu").latest_version
        bucket(tags=version.apply(lambda v: {"version": str(v)}))

    assert named(recorded(program), "raw").inputs["tagsAll"] is UNKNOWN


def test_a_resource_that_is_only_looked_up_is_not_declared():
    def program():
        adopted = aws.s3.Bucket.get("adopted", "their-bucket")
        aws.s3.BucketPolicy("policy", bucket=adopted.bucket, policy=adopted.arn)

    plan = recorded(program)
    assert [r.name for r in plan if r.custom] == ["policy"]
    assert named(plan, "policy").inputs["policy"] == "<<adopted#arn>>"


def test_depending_on_a_component_is_depending_on_its_resources():
    def program():
        part = pulumi.ComponentResource("stepwell:index:Part", "part")
        bucket("inside", opts=pulumi.ResourceOptions(parent=part))
        bucket("after", opts=pulumi.ResourceOptions(depends_on=[part], ignore_changes=["tags"]))

    plan = recorded(program)
    inside = named(plan, "inside")
    assert named(plan, "after").dependencies == {inside.urn}
    assert inside.urn.endswith("::stepwell:index:Part$aws:s3/bucket:Bucket::inside")


def test_secrets_are_unwrapped_and_named():
    def program():
        aws.ssm.Parameter("p", type="SecureString", value=pulumi.Output.secret("hush"))

    found = named(recorded(program), "p")
    assert found.inputs["value"] == "hush"
    assert found.secrets == {"value"}


def test_every_kind_of_token_finds_its_class():
    def program():
        aws.lambda_.Function("fn", role="r", image_uri="i", package_type="Image")

    assert named(recorded(program, default_tags={"a": "b"}), "fn").inputs["tagsAll"] == {"a": "b"}


def test_the_account_answers_what_an_account_knows():
    def program():
        here = pulumi.Output.all(
            aws.get_partition_output().partition,
            aws.get_region_output().region,
            aws.get_caller_identity_output().account_id,
            aws.get_availability_zones_output().names,
        )
        pulumi.export("here", here)

    plan = recorded(program, account=Account("000000000001", "cn-north-1", ("cn-north-1a",)))
    here = ["aws-cn", "cn-north-1", "000000000001", ["cn-north-1a"]]
    assert plan.resources[0].outputs == {"here": here}


def test_configuration_is_read_and_forgotten():
    read = []
    recorded(lambda: read.append(pulumi.Config("stepwell").get("x")), config={"stepwell:x": "1"})
    recorded(lambda: read.append(pulumi.Config("stepwell").get("x")))
    assert read == ["1", None]


def fails_in_the_middle():
    bucket("first")
    bucket("second", bucket=bucket("third").arn)
    raise KeyError("in the middle")


def fails_in_an_apply():
    bucket("second", bucket=bucket("first").arn.apply(lambda _: {}["late"]))


def looks_up_an_image():
    bucket(bucket=aws.ec2.get_ami_output(owners=["amazon"]).id)


def reads_another_stack():
    bucket(bucket=pulumi.StackReference("org/stepwell/other").get_output("name"))


def declares_twice():
    bucket("same")
    bucket("same")


def transforms_one():
    bucket(opts=pulumi.ResourceOptions(transforms=[lambda _: None]))


def transforms_all():
    pulumi.runtime.register_resource_transform(lambda _: None)


def hooks():
    hook = pulumi.ResourceHook("hook", lambda _: None)
    binding = pulumi.ResourceHookBinding(after_create=[hook])
    bucket(opts=pulumi.ResourceOptions(hooks=binding))


@pytest.mark.parametrize(
    ("program", "error", "message"),
    [
        (fails_in_the_middle, KeyError, "in the middle"),
        (fails_in_an_apply, KeyError, "late"),
        (looks_up_an_image, UnansweredFunction, "aws:ec2/getAmi:getAmi: must not be called"),
        (reads_another_stack, Unrecordable, r"StackReference\('org/stepwell/other'\): must not"),
        (declares_twice, Unrecordable, "Bucket::same: must be declared once, got a second"),
        (transforms_one, Unrecordable, "transforms: must not be used"),
        (transforms_all, Unrecordable, "transforms: must not be used"),
        (hooks, Unrecordable, "hooks: must not be used"),
    ],
)
def test_an_error_passes_through_and_leaves_nothing_behind(program, error, message, caplog):
    with pytest.raises(error, match=message):
        recorded(program)
    gc.collect()
    assert [r.message for r in caplog.records] == []
    assert [r.name for r in recorded(bucket) if r.custom] == ["raw"]
    assert gc.isenabled()


def test_the_order_is_the_same_each_time():
    def program():
        names = [bucket(f"b{i}").arn for i in range(20)]
        for i, arn in enumerate(names):
            bucket(f"c{i}", tags={"source": arn})

    first = [r.name for r in recorded(program)]
    assert first == [r.name for r in recorded(program)]
    assert first[1:21] == [f"b{i}" for i in range(20)]


def test_two_hundred_resources_take_well_under_a_second():
    def program():
        for i in range(200):
            bucket(f"b{i}", tags={"a": "x"})

    recorded(bucket)
    start = time.process_time()
    assert len(recorded(program).resources) == 201
    assert time.process_time() - start < 1


def test_recordings_in_threads_do_not_mix():
    def recorded_with(count: int) -> int:
        return len(recorded(lambda: [bucket(f"b{i}") for i in range(count)]).resources)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(recorded_with, range(1, 9))) == list(range(2, 10))
    assert gc.isenabled()
