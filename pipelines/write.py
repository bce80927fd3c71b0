"""Write definitions as JSON: the half of `pipelines.regenerate` that runs with the SDK."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

IMAGES = {
    "xgboost": ("xgboost", {"version": "3.0-5"}),
    "pytorch_training": ("pytorch", {"version": "2.6.0", "image_scope": "training"}),
    "pytorch_inference": ("pytorch", {"version": "2.6.0", "image_scope": "inference"}),
}
"""The images that AWS publishes and ours name: framework and version, as the SDK knows them."""

_OTHER_SUFFIXES = ("eusc-", "us-iso", "eu-iso")
"""Regions whose registries do not end in amazonaws.com; name images of your own there."""


def main(target: Path, sources: list[Path]) -> None:
    """Write each source's definitions below `target` under their full path; print the paths."""
    for source in sources:
        for name, pipeline in _module(source).definitions().items():
            definition = {
                k: v for k, v in json.loads(pipeline.definition()).items() if v is not None
            }
            _write(target, source.with_name(f"{name}.json"), definition)
    if any(source.is_relative_to(HERE) for source in sources):
        _write(
            target, HERE / "images.json", {name: _image(*about) for name, about in IMAGES.items()}
        )


def _module(source: Path) -> Any:
    spec = importlib.util.spec_from_file_location("pipeline_source", source)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{source}: must be a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _image(framework: str, chosen: dict[str, str]) -> dict[str, Any]:
    # Slow to import, and of no use to a pipeline of a team.
    from sagemaker.core import image_uris

    scope = chosen.get("image_scope", "training")
    known = image_uris.config_for_framework(framework)[scope]["versions"][chosen["version"]]
    accounts = {
        region: account
        for region, account in sorted(known["registries"].items())
        if not region.startswith(_OTHER_SUFFIXES)
    }
    machine = {"instance_type": "ml.g5.xlarge"} if framework == "pytorch" else {}
    address = image_uris.retrieve(framework, "eu-west-1", **chosen, **machine)
    return {"image": address.split("/", 1)[1], "accounts": accounts}


def _write(target: Path, path: Path, content: dict[str, Any]) -> None:
    place = target.joinpath(*path.parts[1:])
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n")
    sys.stdout.write(f"{place}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
