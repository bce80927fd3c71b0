"""Runs the packs that the stack is held to: `pulumi up --policy-pack policies/packs/stack`."""

from policies.engine_pack import serve_stack

serve_stack()
