"""The build itself, run by bash with commands that stand in for AWS and Docker."""

import os
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from components.parts.build.buildspec import buildspec

URL = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud-dev/training"
CALLS = 'echo "$(basename "$0") $*" >> "$CALLS"\n'
AWS = f"""#!/bin/bash
{CALLS}
case "$*" in
  *describe-images*) [ -n "$THERE" ] ;;
  *get-login-password*) echo secret ;;
  *imageScanCompletedAt*) echo "$SCANNED" ;;
  *findingSeverityCounts.HIGH*) echo "$HIGH" ;;
  *findingSeverityCounts*) echo None ;;
esac
"""
DOCKER = f"""#!/bin/bash
{CALLS}
case "$1" in
  login) cat >/dev/null ;;
  run) [ -z "$TEST_FAILS" ] ;;
esac
"""


def build(folder: Path, **more: str) -> tuple[int, list[str]]:
    commands = YAML(typ="safe").load(buildspec())["phases"]["build"]["commands"]
    for name, script in (("aws", AWS), ("docker", DOCKER), ("sleep", "#!/bin/bash\n")):
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    calls = folder / "calls"
    calls.touch()
    known = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "CALLS": str(calls),
        "CODEBUILD_RESOLVED_SOURCE_VERSION": "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
        "REPOSITORY_URL": URL,
        "DIRECTORY": "images/training",
        "DOCKERFILE": "Dockerfile",
        "TEST_COMMAND": "pytest",
        "REFUSED_SEVERITIES": "CRITICAL HIGH",
        "SCANNED": "2026-11-21T12:00:00Z",
        "HIGH": "None",
        "THERE": "",
        "TEST_FAILS": "",
    }
    done = subprocess.run(
        ["bash", "-c", *commands], env={**known, **more}, check=False, capture_output=True
    )
    return done.returncode, calls.read_text().splitlines()


def test_builds_tests_pushes_and_waits_for_the_scan(tmp_path: Path):
    code, calls = build(tmp_path)
    image = f"{URL}:0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"
    assert code == 0
    assert [c for c in calls if c.startswith("docker")] == [
        "docker login --username AWS --password-stdin 000000000000.dkr.ecr.eu-west-1.amazonaws.com",
        f"docker build --pull --file images/training/Dockerfile --tag {image} images/training",
        f"docker run --rm --network none --entrypoint sh {image} -c pytest",
        f"docker push {image}",
    ]
    assert not any("batch-delete-image" in c for c in calls)


def test_a_failed_test_pushes_nothing(tmp_path: Path):
    code, calls = build(tmp_path, TEST_FAILS="yes")
    assert code != 0
    assert not any("push" in c for c in calls)


def test_an_image_with_grave_findings_is_withdrawn(tmp_path: Path):
    code, calls = build(tmp_path, HIGH="2")
    assert code == 1
    assert "batch-delete-image --repository-name fraud-dev/training" in calls[-1]


def test_lesser_findings_pass(tmp_path: Path):
    assert build(tmp_path, HIGH="2", REFUSED_SEVERITIES="CRITICAL")[0] == 0


@pytest.mark.parametrize("answer", ["", "None"])
def test_an_image_whose_scan_never_ends_is_withdrawn(tmp_path: Path, answer: str):
    code, calls = build(tmp_path, SCANNED=answer)
    assert code == 1
    assert "batch-delete-image" in calls[-1]
    assert len([c for c in calls if "imageScanCompletedAt" in c]) == 60


def test_a_commit_that_was_built_is_not_built_again(tmp_path: Path):
    code, calls = build(tmp_path, THERE="yes")
    assert code == 0
    assert not any(c.startswith("docker") for c in calls)


def test_a_build_may_name_its_tag(tmp_path: Path):
    assert f"docker push {URL}:1.4" in build(tmp_path, TAG="1.4")[1]
