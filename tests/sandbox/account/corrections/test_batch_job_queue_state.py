from tests.sandbox.account.level_0 import TRUST, Clients


def test_a_queue_is_enabled_unless_told(clients: Clients) -> None:
    role = clients.iam.create_role(RoleName="for-queues", AssumeRolePolicyDocument=TRUST)
    batch = clients.batch
    environment = batch.create_compute_environment(
        computeEnvironmentName="queues", type="UNMANAGED", serviceRole=role["Role"]["Arn"]
    )
    order = [{"order": 1, "computeEnvironment": environment["computeEnvironmentArn"]}]
    batch.create_job_queue(jobQueueName="q", priority=1, computeEnvironmentOrder=order)
    (queue,) = batch.describe_job_queues(jobQueues=["q"])["jobQueues"]
    assert queue["state"] == "ENABLED"
