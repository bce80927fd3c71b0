"""Where a definition and the code of its steps lie: with the platform, or in the team's project."""

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from components.parts.pipeline.settings import PipelineKind, TrainingPipelineSettings, kind_of

_AUTHORING = ("pipeline.py", "__init__.py")
"""Python beside a definition that is no code of its steps."""


@dataclass(frozen=True)
class Source:
    """The text of a definition, and the scripts that its steps run."""

    definition: str
    scripts: dict[str, str]
    """Text by name of file."""

    @property
    def digest(self) -> str:
        """What the folder of the scripts is named by: the same scripts, the same folder."""
        text = json.dumps(self.scripts, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def source_of(args: TrainingPipelineSettings) -> Source:
    """Read the definition that the settings choose; raises `OSError` where there is none."""
    kind = kind_of(args)
    if kind == PipelineKind.OWN:
        path = Path(args.get("definition", ""))
        return Source(path.read_text(encoding="utf-8"), _scripts(path.parent))
    shipped = files("pipelines")
    name = "definition-tuning.json" if "tuning" in args else "definition.json"
    return Source(
        (shipped / kind / name).read_text(encoding="utf-8"),
        {**_scripts(shipped / "steps"), **_scripts(shipped / kind)},
    )


def published_images() -> dict[str, dict[str, Any]]:
    """Return the images of AWS: by name, the image and the account that has it in each region."""
    return json.loads((files("pipelines") / "images.json").read_text(encoding="utf-8"))


def _scripts(folder: Traversable) -> dict[str, str]:
    names = sorted(entry.name for entry in folder.iterdir())
    return {
        name: (folder / name).read_text(encoding="utf-8")
        for name in names
        if name.endswith(".py") and name not in _AUTHORING
    }
