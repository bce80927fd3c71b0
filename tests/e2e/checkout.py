"""A checkout of its own for each end-to-end test: the same code, its own stacks and sandbox."""

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from cli.main import run
from sandbox import lifecycle
from sandbox.engine import find_engine
from sandbox.environment import environment
from sandbox.wrapper.install import install_wrapper

ROOT = Path(__file__).parents[2]
STEPWELL = str(ROOT / ".venv/bin/stepwell")
PACK = ("--policy-pack", "policies/packs/baseline")
"""What makes a command of the engine hold a stack to the baseline."""
OWN = {".git", ".sandbox", "stacks"}


@dataclass
class Checkout:
    """A repository folder with a running sandbox."""

    repo: Path
    sandbox: lifecycle.Sandbox
    saves_each_step: bool = False
    """Whether the engine saves its state after each step, as it does unasked, or in the end.

    Only who kills it can see the difference, and to save takes most of its time.
    """

    @property
    def environment(self) -> dict[str, str]:
        """Environment of `stepwell sandbox env`."""
        found = environment(self.sandbox, {**os.environ, "NO_COLOR": "1"})
        return found if self.saves_each_step else {**found, "PULUMI_SKIP_CHECKPOINTS": "true"}

    def restart(self) -> None:
        """Stop the sandbox and start it again."""
        lifecycle.stop(self.repo)
        self.sandbox = lifecycle.start(self.repo)

    def spec(self, text: str) -> None:
        """Write `stacks/fraud.yaml` and the stack files that follow from it."""
        (self.repo / "stacks" / "fraud.yaml").write_text(text)
        said = io.StringIO()
        with contextlib.chdir(self.repo), contextlib.redirect_stdout(said):
            assert run(["new", "fraud", "--yes"]) == 0, said.getvalue()

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the checkout, in the sandbox's environment."""
        return subprocess.run(
            command,
            cwd=self.repo,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `pulumi` and do not wait for it."""
        return subprocess.Popen(
            ["pulumi", *arguments],
            cwd=self.repo,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def pulumi(
        self,
        *arguments: str,
        stack: str = "fraud-dev",
        ok: bool = True,
        noise: tuple[str, ...] = ("Traceback", "warning:", "panic"),
    ) -> str:
        """Run `pulumi` on a stack; return what it wrote to standard output, free of `noise`."""
        done = self.run("pulumi", *arguments, "--stack", stack, "--non-interactive")
        assert (done.returncode == 0) == ok, f"{arguments}\n{done.stdout}\n{done.stderr}"
        for text in noise:
            assert text not in done.stdout + done.stderr, done.stdout + done.stderr
        return done.stdout

    def up(self, *arguments: str, stack: str = "fraud-dev") -> Mapping[str, int]:
        """Bring a stack up; return how many resources were created, updated and so on."""
        return changes(self.pulumi("up", "--yes", "--skip-preview", *arguments, stack=stack))

    def refresh(self, stack: str = "fraud-dev") -> Mapping[str, int]:
        """Compare the state with the account; return how many resources differed."""
        return changes(self.pulumi("refresh", "--yes", "--skip-preview", stack=stack))

    def outputs(self, stack: str = "fraud-dev") -> Mapping[str, Any]:
        """Outputs of a stack."""
        return json.loads(self.pulumi("stack", "output", "--json", stack=stack))

    def export(self, stack: str = "fraud-dev") -> str:
        """State of a stack, as the engine exports it."""
        return self.pulumi("stack", "export", stack=stack)

    def client(self, service: str) -> Any:
        """Client of a service of the sandbox's account."""
        return boto3.client(
            service,
            endpoint_url=self.sandbox.account_url,
            region_name="eu-west-1",
            aws_access_key_id="AKIASTEPWELLSANDBOX0",
            aws_secret_access_key="stepwell-sandbox",
            config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}),
        )


def changes(written: str) -> Mapping[str, int]:
    """Count of each kind of change in the engine's summary, without what stayed the same."""
    summary = written.rpartition("Resources:")[2]
    found = re.findall(r"^\s+(?:[-+~]+ ?)?(\d+) ([a-z]+)$", summary, re.MULTILINE)
    return {what: int(count) for count, what in found if what != "unchanged"}


@contextlib.contextmanager
def checkout(folder: Path) -> Iterator[Checkout]:
    """Make a checkout in `folder`, start its sandbox, and stop it in the end."""
    repo = folder / "stepwell"
    repo.mkdir()
    for entry in ROOT.iterdir():
        if entry.name not in OWN:
            (repo / entry.name).symlink_to(entry)
    (repo / "stacks").mkdir()
    install_wrapper(repo, find_engine(build=False))
    try:
        yield Checkout(repo, lifecycle.start(repo))
    finally:
        lifecycle.stop(repo)
        shutil.rmtree(repo, ignore_errors=True)
