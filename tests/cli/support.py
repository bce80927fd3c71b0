"""What command line tests share: a repository of their own, and running a command in it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

FLAGS = ("--owner", "fraud-ml@acme.example", "--cost-center", "4711", "--yes")


@dataclass
class Result:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Repository:
    """A repository in which commands run."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.stacks = root / "stacks"
        self._capsys = capsys

    def run(self, *arguments: str) -> Result:
        self._capsys.readouterr()
        code = run(arguments)
        captured = self._capsys.readouterr()
        return Result(code, captured.out, captured.err)

    def spec(self, team: str = "fraud") -> Path:
        return self.stacks / f"{team}.yaml"

    def replace(self, name: str, before: str, after: str) -> None:
        path = self.stacks / name
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after))

    def files(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in sorted(self.stacks.iterdir())}
