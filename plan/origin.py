"""Where a resource was declared, without the whole way there."""

import inspect
import traceback
from types import FrameType

from pulumi.runtime import resource
from pulumi.runtime.proto import source_pb2

_CONSTRUCTORS = 3
"""Of the class itself, of `CustomResource` or `ComponentResource`, and of `Resource`."""


def note_only_the_line() -> None:
    """Make the SDK note one line for each resource: the one that declares it.

    Unasked it notes every frame of the stack. They were a tenth of a program's time and a third
    of the state, which the engine writes anew after each step.
    """
    # The SDK has no setting for it.
    resource._get_stack_trace = _where_declared  # pyright: ignore[reportPrivateUsage]


def _where_declared() -> source_pb2.StackTrace:
    """Return the frame that called the constructor of the resource that is being registered."""
    frame: FrameType | None = inspect.currentframe()
    constructors = 0
    while frame is not None and constructors < _CONSTRUCTORS:
        constructors += frame.f_code.co_name == "__init__"
        frame = frame.f_back
    if frame is None:
        return source_pb2.StackTrace()
    code = frame.f_code
    line = traceback.FrameSummary(code.co_filename, frame.f_lineno, code.co_name, lookup_line=False)
    pc = resource._get_source_position_for_frame(line)  # pyright: ignore[reportPrivateUsage]
    return source_pb2.StackTrace(frames=[source_pb2.StackFrame(pc=pc)])
