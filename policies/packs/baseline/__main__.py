"""Runs the baseline inside the engine: `pulumi up --policy-pack policies/packs/baseline`."""

from policies.engine_pack import serve
from policies.packs.baseline.pack import PACK

serve(PACK)
