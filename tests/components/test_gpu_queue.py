import pulumi
import pytest

from components.errors import InputError
from components.gpu_queue import GpuQueue
from tests.components.gpu_support import (
    DEFINITION,
    ENVIRONMENT,
    IMAGE,
    KEY,
    LOGS,
    NAME,
    POLICY,
    QUEUE,
    ROLE,
    TEMPLATE,
    allowed,
    container,
    plan_with,
    problems_of,
    resources,
    wired,
)
from tests.components.support import declare, only, statements


def test_tries_spot_first_and_falls_back_to_on_demand():
    plan = plan_with()
    orders = only(plan, QUEUE).inputs["computeEnvironmentOrders"]
    assert [(o["order"], o["computeEnvironment"]) for o in orders] == [
        (1, f"<<{NAME}-spot#arn>>"),
        (2, f"<<{NAME}-ondemand#arn>>"),
    ]
    assert resources(plan, "spot")["allocationStrategy"] == "SPOT_PRICE_CAPACITY_OPTIMIZED"
    assert resources(plan, "ondemand")["allocationStrategy"] == "BEST_FIT_PROGRESSIVE"


def test_spot_can_be_left_out_and_on_demand_keeps_its_identity():
    with_spot, without = plan_with(), plan_with(uses_spot=False)
    assert [e.name for e in without.of_type(ENVIRONMENT)] == [f"{NAME}-ondemand"]
    assert f"{NAME}-ondemand" in [e.name for e in with_spot.of_type(ENVIRONMENT)]


@pytest.mark.parametrize("kind", ["spot", "ondemand"])
def test_costs_nothing_without_work(kind: str):
    found = resources(plan_with(), kind)
    assert found["minVcpus"] == 0
    assert "desiredVcpus" not in found


def test_leaves_services_roles_and_names_to_aws_so_that_changes_happen_in_place():
    for environment in plan_with().of_type(ENVIRONMENT):
        assert not {"serviceRole", "name", "namePrefix"} & set(environment.inputs)
        assert environment.inputs["updatePolicy"]["terminateJobsOnUpdate"] is False


def test_waits_for_a_change_longer_than_running_jobs_may_take():
    waits: dict[str, str | None] = {}

    def note(args: pulumi.ResourceTransformationArgs) -> None:
        if args.type_ == ENVIRONMENT and args.opts.custom_timeouts:
            waits[args.name] = args.opts.custom_timeouts.update

    def program() -> None:
        pulumi.runtime.register_stack_transformation(note)
        GpuQueue(NAME, wired())

    environments = declare(program).of_type(ENVIRONMENT)
    for environment in environments:
        jobs = environment.inputs["updatePolicy"]["jobExecutionTimeoutMinutes"]
        wait = waits[environment.name]
        assert wait is not None
        assert int(wait.removesuffix("m")) > jobs


def test_a_changed_launch_template_reaches_the_instances():
    template = resources(plan_with(), "spot")["launchTemplate"]
    assert template["version"] != "$Latest"


def test_runs_privately_on_gpu_images_of_amazon_linux_2023():
    found = resources(plan_with(), "spot")
    assert found["ec2Configurations"] == [{"imageType": "ECS_AL2023_NVIDIA"}]
    assert found["subnets"] == ["subnet-a", "subnet-b"]
    assert found["securityGroupIds"] == [f"<<{NAME}-network-group#id>>"]


def test_instances_need_a_session_for_metadata_and_encrypt_their_disk():
    template = only(plan_with(), TEMPLATE).inputs
    assert template["metadataOptions"]["httpTokens"] == "required"
    assert template["metadataOptions"]["httpPutResponseHopLimit"] == 1
    (disk,) = template["blockDeviceMappings"]
    assert (disk["deviceName"], disk["ebs"]["encrypted"], disk["ebs"]["kmsKeyId"]) == (
        "/dev/xvda",
        "true",
        KEY,
    )


def test_tags_instances_and_disks_which_aws_would_not():
    tags = {"team": "fraud"}
    found = only(plan_with(tags=tags), TEMPLATE).inputs["tagSpecifications"]
    assert {t["resourceType"]: t["tags"] for t in found} == {"instance": tags, "volume": tags}
    assert only(plan_with(), TEMPLATE).inputs["tagSpecifications"] == []


def test_instances_join_the_queues_own_clusters_only():
    given = allowed(plan_with(), "instance")
    cluster = "arn:aws:ecs:eu-west-1:000000000000:cluster/AWSBatch-fraud-dev-*"
    assert given["JoinTheQueuesClusters"]["Resource"] == cluster
    wide = {a for s in given.values() if s["Resource"] == "*" for a in s["Action"]}
    assert wide == {"ecs:DiscoverPollEndpoint", "ecr:GetAuthorizationToken"}


def test_what_instances_may_do_is_there_before_they_start_and_goes_after_them():
    plan = plan_with()
    (policy,) = [p for p in plan.of_type(POLICY) if p.name == f"{NAME}-instance-policy"]
    assert all(policy.urn in e.dependencies for e in plan.of_type(ENVIRONMENT))


def test_jobs_read_the_zones_and_write_only_results_and_checkpoints():
    given = allowed(plan_with(), "job")
    assert given["ReadZones"]["Resource"] == [
        f"arn:aws:s3:::{zone}-1/*" for zone in ("raw", "curated", "features", "artifacts")
    ]
    assert given["WriteResults"]["Resource"] == [
        "arn:aws:s3:::artifacts-1/training/*",
        "arn:aws:s3:::artifacts-1/checkpoints/*",
    ]
    assert given["UseTheStacksKey"]["Resource"] == KEY


def test_roles_are_bounded_and_jobs_are_trusted_for_this_account_alone():
    roles = {
        r.name.removeprefix(f"{NAME}-"): r.inputs
        for r in plan_with(permissions_boundary_arn="arn:aws:iam::0:policy/b").of_type(ROLE)
    }
    assert {r["permissionsBoundary"] for r in roles.values()} == {"arn:aws:iam::0:policy/b"}
    (trust,) = statements(roles["job"]["assumeRolePolicy"])
    assert trust["Principal"] == {"Service": ["ecs-tasks.amazonaws.com"]}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "000000000000"}}


def test_a_job_gets_one_gpu_and_prints_it():
    found = container(plan_with())
    needs = {r["type"]: r["value"] for r in found["resourceRequirements"]}
    assert needs == {"GPU": "1", "VCPU": "4", "MEMORY": "14000"}
    assert found["command"] == ["nvidia-smi"]
    assert found["privileged"] is False
    assert found["jobRoleArn"] == f"<<{NAME}-job#arn>>"


def test_uses_awss_image_of_the_region_unless_given_one_and_may_pull_either():
    plan = plan_with()
    host = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:"
    assert container(plan)["image"].startswith(host)
    own = [
        "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev-*",
        "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev/*",
    ]
    assert allowed(plan, "instance")["PullImages"]["Resource"] == [
        "arn:aws:ecr:eu-west-1:763104351884:repository/pytorch-training",
        *own,
    ]
    given = plan_with(image=IMAGE)
    assert container(given)["image"] == IMAGE
    assert allowed(given, "instance")["PullImages"]["Resource"] == [
        "arn:aws:ecr:eu-west-1:000000000000:repository/team/train",
        *own,
    ]
    assert allowed(plan_with(image="python:3.12"), "instance")["PullImages"]["Resource"] == own


def test_output_of_jobs_is_encrypted_and_kept_for_ninety_days():
    plan = plan_with()
    logs = only(plan, LOGS).inputs
    assert (logs["name"], logs["retentionInDays"], logs["kmsKeyId"]) == (
        "/fraud-dev/gpu-jobs",
        90,
        KEY,
    )
    options = container(plan)["logConfiguration"]["options"]
    assert options["awslogs-group"] == "/fraud-dev/gpu-jobs"


def test_a_reclaimed_job_starts_again_and_a_failed_one_does_not():
    retry = only(plan_with(), DEFINITION).inputs["retryStrategy"]
    assert retry["evaluateOnExits"] == [
        {"action": "RETRY", "onStatusReason": "Host EC2*"},
        {"action": "EXIT", "onReason": "*"},
    ]


def test_a_job_that_can_never_start_leaves_the_queue_to_others():
    actions = only(plan_with(), QUEUE).inputs["jobStateTimeLimitActions"]
    assert len(actions) == 3
    assert all(600 <= a["maxTimeSeconds"] <= 86400 for a in actions)
    assert {a["action"] for a in actions} == {"CANCEL"}


def test_gives_what_people_submit_to():
    assert only(plan_with(), "stepwell:index:GpuQueue").outputs == {
        "job_queue_arn": f"<<{NAME}-queue#arn>>",
        "job_queue_name": f"<<{NAME}-queue#name>>",
        "job_definition_arn": f"<<{NAME}-definition#arn>>",
        "job_role_arn": f"<<{NAME}-job#arn>>",
        "security_group_id": f"<<{NAME}-network-group#id>>",
        "log_group_name": "/fraud-dev/gpu-jobs",
    }


@pytest.mark.parametrize(
    "name", ["g4dn", "g5.xlarge", "g6e.2xlarge", "gr6.4xlarge", "p4de", "p5.48xlarge", "p6-b200"]
)
def test_takes_every_nvidia_family_whole_or_by_size(name: str):
    assert problems_of(instance_types=[name]) == []


def test_refuses_instances_that_the_image_cannot_run_on():
    wrong = ["m5.large", "g5g.xlarge", "g4ad", "p3", "ml.g5.xlarge", "G5"]
    needed = "must have NVIDIA GPUs from g4dn or p4 on and x86 processors"
    assert problems_of(instance_types=wrong) == [
        f"instance_types[0]: {needed}, got 'm5.large'",
        f"instance_types[1]: {needed}, got 'g5g.xlarge'",
        f"instance_types[2]: {needed}, got 'g4ad'",
        f"instance_types[3]: {needed}, got 'p3'",
        "instance_types[4]: must be an EC2 type, without ml., got 'ml.g5.xlarge'",
        "instance_types[5]: must look like g5.xlarge or g5, got 'G5'",
    ]


def test_lists_every_problem_at_once():
    assert problems_of(
        instance_types=["g5", "g5"],
        gpus=0,
        vcpus=8,
        max_vcpus=4,
        memory_mib=1,
        timeout_hours=0,
        root_volume_gib=10,
        image="https://x/y",
        log_retention_days=90,
    ) == [
        "instance_types[1]: must be listed once, got 'g5' again",
        "gpus: must be at least 1, got 0",
        "max_vcpus: must be at least the vcpus of a job, 8, got 4",
        "memory_mib: must be at least 4, got 1",
        "timeout_hours: must be 1 to 672, got 0",
        "root_volume_gib: must be 60 to 16384 GiB, got 10",
        "image: must be <registry>/<repository>:<tag>, got 'https://x/y'",
    ]
    assert problems_of(instance_types=[]) == [
        "instance_types: must list at least one instance type, got none"
    ]


def test_refuses_a_name_that_its_own_roles_would_not_match():
    with pytest.raises(InputError) as error:
        plan_with(name="gpu")
    assert str(error.value).startswith("gpu_queue.name: must start with fraud-dev-")
