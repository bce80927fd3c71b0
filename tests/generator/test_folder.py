from pathlib import Path

import pytest

from generator.folder import folder_problems, open_folder, stack_file_problems
from generator.generate import generate
from tests.generator.support import BLUEPRINTS, SPEC, parse


@pytest.fixture
def root(tmp_path):
    write(tmp_path, SPEC)
    return tmp_path


def write(root: Path, text: str) -> None:
    spec = parse(text)
    (root / "stacks").mkdir(exist_ok=True)
    (root / f"stacks/{spec.team}.yaml").write_text(text)
    for path, content in generate(spec).items():
        (root / path).write_text(content)


def problems(root: Path) -> list[str]:
    return [str(problem) for problem in folder_problems(open_folder(root, BLUEPRINTS))]


def file_problems(root: Path) -> list[str]:
    spec = open_folder(root, BLUEPRINTS).specs["fraud"]
    return [str(problem) for problem in stack_file_problems(root, spec, "dev")]


def test_a_complete_folder_has_no_problems(root):
    assert problems(root) == []
    assert file_problems(root) == []


def test_a_repository_without_stacks_has_no_problems(tmp_path):
    assert problems(tmp_path) == []


def test_a_spec_without_its_generated_file(root):
    (root / "stacks/Pulumi.fraud-dev.yaml").unlink()
    (found,) = file_problems(root)
    assert found.endswith("must be generated, got no such file; run `stepwell new fraud`")


def test_a_generated_file_without_a_spec(root):
    (root / "stacks/fraud.yaml").unlink()
    found = problems(root)
    assert len(found) == 2
    assert found[0].startswith(
        "stacks/Pulumi.fraud-dev.yaml: must belong to a spec, got none that asks for the stack "
        "'fraud-dev'; write a spec with `stepwell new fraud`"
    )


def test_the_files_of_a_spec_with_mistakes_are_not_called_orphans(root):
    (root / "stacks/fraud.yaml").write_text("team: fraud\n")
    assert problems(root) == []


def test_an_environment_that_was_removed(root):
    (root / "stacks/fraud.yaml").write_text(SPEC[: SPEC.index("  prod:")])
    (found,) = problems(root)
    assert "add 'prod' to the environments of fraud.yaml, or remove the file" in found


def test_an_edited_file_says_where_the_change_belongs(root):
    path = root / "stacks/Pulumi.fraud-dev.yaml"
    path.write_text(path.read_text().replace("days: 2", "days: 3"))
    (found,) = file_problems(root)
    assert "must not be edited by hand" in found
    assert "stepwell new fraud" in found


def test_two_files_for_one_team(root):
    (root / "stacks/Fraud.yaml").write_text(SPEC)
    (root / "stacks/fraud.yml").write_text(SPEC)
    found = problems(root)
    assert sum("must differ from Fraud.yaml" in line for line in found) == 2
    assert any(line.startswith("stacks/fraud.yml: must end in .yaml") for line in found)


def test_two_teams_that_make_one_stack(root):
    write(root, SPEC.replace("team: fraud", "team: fraud-x").replace("  prod:", "  y:"))
    write(root, SPEC.replace("  prod:", "  x-y:"))
    (root / "stacks/Pulumi.fraud-prod.yaml").unlink()
    assert problems(root) == [
        "stacks/fraud.yaml: environments.x-y: must not make the stack 'fraud-x-y', "
        "which fraud-x.yaml makes too"
    ]


def test_a_stack_whose_roles_would_reach_another_teams(root):
    write(root, SPEC.replace("team: fraud", "team: fraud-dev"))
    assert len(problems(root)) == 2
    assert all("its roles would reach what team fraud-dev owns" in line for line in problems(root))
