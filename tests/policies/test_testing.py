"""The test kit tells a rule that is wrong, or a test that proves nothing, from a good one."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from policies.rule import Props, rule
from policies.testing import UNKNOWN, Case, Cases, resource, verify

NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"


@rule(applies_to=NOTEBOOK, why="a large one is paid for day and night", source="our handbook")
def notebook_is_small(props: Props) -> Iterator[str]:
    """Notebook instances are of the t3 family."""
    if not props.get("instanceType", "").startswith("ml.t3."):
        yield "choose an ml.t3 type"


GOOD = Cases(
    passes={"small": (resource(NOTEBOOK, instanceType="ml.t3.large"),)},
    fails={
        "large": Case(
            (resource(NOTEBOOK, instanceType="ml.p3.large"),), ("it: choose an ml.t3 type",)
        )
    },
    not_known={"type": Case((resource(NOTEBOOK, instanceType=UNKNOWN),), ("it?: instanceType",))},
)


def test_cases_that_hold_are_accepted():
    verify(notebook_is_small, GOOD)


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (replace(GOOD, passes={}), "must have a case that passes, got none"),
        (replace(GOOD, fails={}), "must have a case that fails, got none"),
        (replace(GOOD, not_known={}), "must have a case that has a value that is not known"),
        (
            replace(GOOD, passes={"large": GOOD.fails["large"].resources}),
            r"'large': must say \[\], said \['it: choose an ml.t3 type'\]",
        ),
        (
            replace(GOOD, fails={"large": Case(GOOD.fails["large"].resources)}),
            "'large': must say what the rule says, got nothing",
        ),
        (
            replace(GOOD, fails={"small": Case(GOOD.passes["small"], ("it: no",))}),
            r"'small': must say \['it: no'\], said \[\]",
        ),
    ],
)
def test_cases_that_do_not_hold_or_prove_nothing_are_refused(cases, said):
    with pytest.raises(AssertionError, match=said):
        verify(notebook_is_small, cases)
