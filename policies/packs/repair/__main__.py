"""Runs the pack of this folder inside the engine: `pulumi up --policy-pack <folder>`."""

from pathlib import Path

from policies.engine_pack import serve_folder

serve_folder(Path(__file__).parent)
