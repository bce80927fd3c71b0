"""Stand-ins for what the bootstrap looks for on a machine, and small projects to run."""

import functools
import os
import subprocess
import sys
from pathlib import Path

from sandbox.engine import Engine, find_engine

REPOSITORY = Path(__file__).parents[3]
NO_INTERNET = {"https_proxy": "http://127.0.0.1:1", "HTTPS_PROXY": "http://127.0.0.1:1"}


@functools.cache
def real_engine() -> Engine:
    return find_engine()


def executable(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def stub_pulumi(folder: Path, version: str, *, with_host: bool = True) -> Path:
    if with_host:
        executable(folder / "pulumi-language-python", "true")
    return executable(folder / "pulumi", f"echo {version}")


def stub_go(folder: Path, *, build: str = "") -> Path:
    """A `go` whose build takes no time; `build` is what it does before, in the shell."""
    scripts = folder.parent / "sdk" / "python"
    executable(scripts / "cmd" / "pulumi-language-python-exec", "true")
    executable(scripts / "dist" / "pulumi-resource-pulumi-python", "true")
    return executable(
        folder / "go",
        f"""case $1 in
list) echo '{scripts.parent}' ;;
build)
    {build or ":"}
    while [ "$1" != -o ]; do shift; done
    echo built > "$2" ;;
esac""",
    )


def project(folder: Path, program: str) -> dict[str, str]:
    """Write a tiny project without providers, and return the environment to run it in."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "state").mkdir()
    (folder / "Pulumi.yaml").write_text(
        "name: tiny\nruntime:\n  name: python\n  options:\n    toolchain: pip\n"
        f"    virtualenv: {sys.prefix}\n",
        encoding="utf-8",
    )
    (folder / "__main__.py").write_text(program, encoding="utf-8")
    return {
        **os.environ,
        **real_engine().environment(),
        "PULUMI_BACKEND_URL": f"file://{folder}/state",
        "PULUMI_CONFIG_PASSPHRASE": "test",
        "PULUMI_HOME": str(folder / "home"),
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    }


def pulumi(*arguments: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["pulumi", *arguments, "--non-interactive", "--color=never"],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
