"""The example of the concepts page is a rule that works."""

import re
from pathlib import Path

from plan.plan import UNKNOWN
from policies.check import check
from policies.pack import Level, Pack
from policies.testing import resource, stack

PAGE = Path(__file__).parents[2] / "docs" / "concepts" / "policies.md"


def test_the_example_rule_runs():
    (code, *_) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    plan = stack(
        resource(
            "aws:sagemaker/notebookInstance:NotebookInstance", "a", instanceType="ml.t3.large"
        ),
        resource(
            "aws:sagemaker/notebookInstance:NotebookInstance", "b", instanceType="ml.p3.large"
        ),
        resource("aws:sagemaker/notebookInstance:NotebookInstance", "c", instanceType=UNKNOWN),
    )
    found = check(plan, Pack("x", "x", Level.ADVISORY), [names["notebook_is_small"]])
    assert [(f.resource, f.message) for f in found] == [
        ("b", "choose an ml.t3 type, got 'ml.p3.large'"),
        ("c", "not decided: instanceType is known only after the deployment"),
    ]
