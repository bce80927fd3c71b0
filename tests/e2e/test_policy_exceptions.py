"""An exception of the spec inside the engine: what `check` allows, `up` brings up, and says so."""

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.conftest import SPEC

pytestmark = pytest.mark.engine

PACK = ("--policy-pack", "policies/packs/baseline")
UP = ("up", "--yes", "--skip-preview", *PACK)

PROGRAM = """\
import pulumi_aws as aws
aws.ec2.LaunchTemplate('fraud-dev-open', metadata_options={'http_tokens': 'optional'})
"""
EXCEPTION = """\
exceptions:
  - rule: machine-requires-imdsv2
    resource: open
    reason: the vendor's agent knows no tokens
    owner: jo@acme.example
    expires: {expires}
"""


def test_what_an_exception_allows_comes_up_and_is_said(empty: Checkout):
    program = empty.repo / "__main__.py"
    program.unlink()
    program.write_text(PROGRAM)
    empty.spec(SPEC + EXCEPTION.format(expires="2020-01-01"))
    expired = empty.pulumi(*UP, ok=False)
    assert "[mandatory]" in expired
    assert "jo@acme.example" not in expired

    empty.spec(SPEC + EXCEPTION.format(expires="2999-01-01"))
    written = empty.pulumi(*UP)
    assert "[mandatory]" not in written
    assert "[advisory]" in written
    assert "machine-requires-imdsv2" in written
    assert (
        "allowed by jo@acme.example until 2999-01-01: the vendor's agent knows no tokens" in written
    )
    assert len(empty.client("ec2").describe_launch_templates()["LaunchTemplates"]) == 1
