"""What `pulumi up` runs: the blueprint that the selected stack's configuration asks for."""

import atexit
import gc
import os

# The SDK is hundreds of thousands of objects that live until the program ends. Looking through
# them for garbage was half of the program's time, and would free about 4 MiB. Python looks once
# more when it ends, which was a quarter of what was left.
gc.disable()
atexit.register(gc.freeze)

from plan.lazy_sdk import load_what_is_named  # noqa: E402 comes after the collector is off

load_what_is_named()

import pulumi  # noqa: E402 it is the SDK

from blueprints.program import main  # noqa: E402 it imports the SDK
from plan.origin import note_only_the_line  # noqa: E402 it imports the SDK
from plan.outputs import wait_for_all_at_once  # noqa: E402 it imports the SDK

wait_for_all_at_once()
note_only_the_line()
if "STEPWELL_DEBUG" not in os.environ:
    # The SDK waits until the engine has each line that only `--debug` shows: a sixth of the time.
    pulumi.log.debug = lambda *_args, **_options: None
main()
