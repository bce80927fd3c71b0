"""The policy pack inside the engine stops a bad stack, unless an exception allows it."""

from collections.abc import Iterator

import pytest

from tests.e2e.checkout import PACK, Checkout, checkout
from tests.e2e.conftest import SMALL

pytestmark = pytest.mark.engine

UP = ("up", "--yes", "--skip-preview", *PACK)

VIOLATION = """\
from plan.lazy_sdk import load_what_is_named
load_what_is_named()
import pulumi_aws as aws
tags = {'team': 'fraud', 'environment': 'dev', 'owner': 'a@acme.example', 'cost-center': '4711'}
aws.ec2.LaunchTemplate(
    'fraud-dev-open',
    metadata_options={'http_tokens': 'optional'},
    tag_specifications=[
        {'resource_type': kind, 'tags': tags} for kind in ('instance', 'volume')
    ],
)
"""
EXCEPTION = """\
exceptions:
  - rule: machine-requires-imdsv2
    resource: open
    reason: the vendor's agent knows no tokens
    owner: jo@acme.example
    expires: {expires}
"""


@pytest.fixture(scope="module")
def checked(tmp_path_factory) -> Iterator[Checkout]:
    """A checkout with a stack that is not up; the tests below share it, in their order."""
    with checkout(tmp_path_factory.mktemp("checked")) as one:
        one.spec(SMALL)
        one.pulumi("stack", "init")
        yield one


def templates(checked: Checkout) -> int:
    return len(checked.client("ec2").describe_launch_templates()["LaunchTemplates"])


def test_a_mistake_in_the_settings_is_one_message_and_no_traceback(checked: Checkout):
    path = checked.repo / "stacks" / "Pulumi.fraud-dev.yaml"
    right = path.read_text()
    path.write_text(right.replace("protect_data: false", "protect_date: false"))
    done = checked.run("pulumi", "preview", "--stack", "fraud-dev", "--non-interactive")
    path.write_text(right)
    assert done.returncode != 0
    assert "protect_date: is not a field of this blueprint" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_violating_stack_is_stopped_before_anything_is_made(checked: Checkout):
    program = checked.repo / "__main__.py"
    program.unlink()
    program.write_text(VIOLATION)
    checked.spec(SMALL + EXCEPTION.format(expires="2020-01-01"))
    written = checked.pulumi(*UP, ok=False)
    assert "[mandatory]" in written
    assert "imds" in written.lower()
    assert "jo@acme.example" not in written, "an expired exception allows nothing"
    assert templates(checked) == 0


def test_what_an_exception_allows_comes_up_and_is_said(checked: Checkout):
    checked.spec(SMALL + EXCEPTION.format(expires="2999-01-01"))
    written = checked.pulumi(*UP)
    assert "[mandatory]" not in written
    assert "[advisory]" in written
    assert "machine-requires-imdsv2" in written
    assert (
        "allowed by jo@acme.example until 2999-01-01: the vendor's agent knows no tokens" in written
    )
    assert templates(checked) == 1
