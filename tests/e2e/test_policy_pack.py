"""The policy pack inside the engine: it lets a good stack pass and stops a bad one."""

import pytest

from tests.e2e.checkout import Checkout

pytestmark = pytest.mark.engine

PACK = ("--policy-pack", "policies/packs/baseline")


def test_a_stack_of_ours_passes(empty: Checkout):
    written = empty.pulumi("preview", *PACK)
    assert "mandatory" not in written


def test_a_violating_stack_is_stopped_before_anything_is_made(empty: Checkout):
    program = empty.repo / "__main__.py"
    program.unlink()
    program.write_text(
        "import pulumi_aws as aws\n"
        "aws.ec2.LaunchTemplate('fraud-dev-open', metadata_options={'http_tokens': 'optional'})\n"
    )
    written = empty.pulumi("up", "--yes", "--skip-preview", *PACK, ok=False)
    assert "[mandatory]" in written
    assert "imds" in written.lower()
    assert empty.client("ec2").describe_launch_templates()["LaunchTemplates"] == []


def test_a_mistake_in_the_settings_is_one_message_and_no_traceback(empty: Checkout):
    path = empty.repo / "stacks" / "Pulumi.fraud-dev.yaml"
    path.write_text(path.read_text().replace("protect_data: false", "protect_date: false"))
    done = empty.run("pulumi", "preview", "--stack", "fraud-dev", "--non-interactive")
    assert done.returncode != 0
    assert "protect_date: is not a field of this blueprint" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
