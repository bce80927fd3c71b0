"""Fixtures of the end-to-end tests: a running sandbox, and a stack that is up in it."""

from collections.abc import Iterator

import pytest

from tests.e2e.checkout import Checkout, checkout

SPEC = """\
team: fraud
level: 0
owner: fraud-ml@acme.example
cost_center: "4711"
region: eu-west-1
settings:
  protect_data: false
  registry:
    groups:
      scorer:
        licence: Apache-2.0
        data_origin: Card transactions of our own customers
environments:
  dev: {}
"""


SMALL = SPEC.replace(
    "settings:\n",
    """\
settings:
  without: [workbench, experiment_tracker, gpu_queue, idle_guard, alerts, budget]
""",
    1,
)
"""A stack of a hundred resources, for tests that bring it up many times."""


@pytest.fixture
def empty(tmp_path) -> Iterator[Checkout]:
    """A checkout whose team has no stack up."""
    with checkout(tmp_path) as one:
        one.spec(SMALL)
        one.pulumi("stack", "init")
        yield one


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Checkout]:
    """A checkout whose stack the tests of a module bring up, use and take down, in their order."""
    with checkout(tmp_path_factory.mktemp("running")) as one:
        one.spec(SPEC)
        one.pulumi("stack", "init")
        yield one
