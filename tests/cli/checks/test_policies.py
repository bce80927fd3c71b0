from cli.checks.policies import policies
from cli.finding import Weight
from tests.cli.checks.support import context, resource


def test_a_violation_says_what_to_mend_and_why():
    notebook = resource("aws:sagemaker/notebookInstance:NotebookInstance", "fraud-dev-notebook")
    found = [f for f in policies(context(notebook)) if f.resource == "fraud-dev-notebook"]
    assert Weight.MANDATORY in {f.weight for f in found}
    for finding in found:
        assert finding.rule
        assert "\nbecause " in finding.message
