"""A job that can never run does not block the queue."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:batch/jobQueue:JobQueue",
    why="a job that asks for more than any machine has stays at the head of the queue for ever",
    source="AWS Batch API Reference, CreateJobQueue, jobStateTimeLimitActions",
)
def job_queue_cancels_stuck_jobs(queue: Props) -> Iterator[str]:
    """Job queues cancel jobs that wait at their head for what does not come."""
    if not queue.raw("jobStateTimeLimitActions"):
        yield "set job_state_time_limit_actions"
