"""The sandbox for tests of other projects: `pytest_plugins = ["sandbox.testing"]`.

Importing this starts nothing; the first test that asks for `stepwell_sandbox` does.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

_SCOPE = "stepwell_sandbox_scope"
_LEFT_OUT = (".git", ".sandbox", ".venv", "venv", "__pycache__", "node_modules")
"""What of a project's folder its program does not need in the sandbox."""

_Scope = Literal["session", "package", "module", "class", "function"]


class EngineFailed(AssertionError):
    """A command of the engine failed; the text is what it said."""


@dataclass
class TestSandbox:
    """A sandbox of its own, in a temporary folder, while a test uses it."""

    __test__ = False

    folder: Path
    """Where it is; a copy of the project that is brought up lies here, too."""

    url: str
    """Endpoint of every AWS service."""

    environment: Mapping[str, str | None]
    """Variables that lead to it, those with None removed; they are set while the test runs."""

    def client(self, service: str, region: str = "eu-west-1") -> Any:
        """A client of boto3 for the sandbox's account."""
        import boto3

        return boto3.client(
            service,
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id=self.environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.environment["AWS_SECRET_ACCESS_KEY"],
        )

    def up(
        self, project: Path, *, stack: str = "test", config: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Bring a copy of a Pulumi project up with the engine, and return its stack's outputs.

        `config` is the stack's configuration, by keys such as `aws:region`; without it, the
        project's own `Pulumi.<stack>.yaml` counts. Raises `EngineFailed`.
        """
        from sandbox.engine import find_engine
        from sandbox.wrapper.install import install_wrapper
        from sandbox.wrapper.mirror import stack_files

        ignored = shutil.ignore_patterns(*_LEFT_OUT)
        shutil.copytree(project, self.folder, ignore=ignored, symlinks=True, dirs_exist_ok=True)
        for environment in (".venv", "venv"):
            if (project / environment).exists() and not (self.folder / environment).exists():
                (self.folder / environment).symlink_to((project / environment).resolve())
        install_wrapper(self.folder, find_engine())
        file = stack_files(self.folder) / f"Pulumi.{stack}.yaml"
        if config is not None or not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            # JSON is YAML.
            file.write_text(f"config: {json.dumps(dict(config or {}))}\n", encoding="utf-8")
        self.pulumi("stack", "select", stack)
        self.pulumi("up", "--yes", "--skip-preview", "--stack", stack)
        outputs = ("stack", "output", "--json", "--show-secrets", "--stack", stack)
        return json.loads(self.pulumi(*outputs))

    def destroy(self, *, stack: str = "test") -> None:
        """Destroy what `up` has made. Raises `EngineFailed`."""
        self.pulumi("destroy", "--yes", "--skip-preview", "--stack", stack)

    def pulumi(self, *arguments: str) -> str:
        """Run a command of the engine on the project of the last `up`; return what it prints."""
        merged = {**os.environ, **self.environment}
        variables = {name: value for name, value in merged.items() if value is not None}
        # A project without a virtual environment runs with the Python of the test.
        first = (self.folder / ".sandbox" / "bin", Path(sys.executable).parent)
        variables["PATH"] = os.pathsep.join([*map(str, first), os.environ.get("PATH", "")])
        done = subprocess.run(
            ["pulumi", *arguments],
            cwd=self.folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise EngineFailed(f"pulumi {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
        return done.stdout


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a project choose how long one sandbox lives."""
    parser.addini(_SCOPE, "scope of the fixture stepwell_sandbox", default="function")


def _scope(fixture_name: str, config: pytest.Config) -> _Scope:
    return config.getini(_SCOPE)


@pytest.fixture(scope=_scope)
def stepwell_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Generator[TestSandbox]:
    """A sandbox that runs, empty; variables lead boto3 and every command to it."""
    from sandbox.environment import changes
    from sandbox.lifecycle import start, stop

    folder = tmp_path_factory.mktemp("sandbox")
    running = start(folder)
    variables = changes(running)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in variables.items():
                if value is None:
                    patch.delenv(name, raising=False)
                else:
                    patch.setenv(name, value)
            yield TestSandbox(folder, running.account_url, variables)
    finally:
        stop(folder)
