"""The preview of a blueprint against that of the same resources written flat."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager

from benchmarks.flat import flat_program
from benchmarks.measure import Figure, ratio, side_by_side
from plan.plan import Plan
from plan.preview import read_preview
from tests.e2e.checkout import Checkout

ROUNDS = 5


def preview_figures(checkout: Checkout, plan: Plan) -> Iterator[Figure]:
    """Measure both in a checkout whose stack is not up."""
    flat = flat_program(plan)
    # The blueprint's program runs without the garbage collector: so does this one, to compare the
    # composition alone.
    uncollected = f"import gc\n\ngc.disable()\n{flat}"

    def preview_of(text: str) -> None:
        with _program(checkout, text):
            checkout.pulumi("preview")

    declared = _declared(checkout)
    with _program(checkout, flat):
        alike = _declared(checkout) == declared
    if not alike:
        raise SystemExit("flat program: must declare what the blueprint declares, got a difference")
    composed, equal, usual = side_by_side(
        ROUNDS,
        lambda: checkout.pulumi("preview"),
        lambda: preview_of(uncollected),
        lambda: preview_of(flat),
    )
    what = f"preview of level 0 ({len(declared)} resources) / the same written flat"
    yield ratio(f"{what}, both without collector", ("blueprint", composed), ("flat", equal))
    yield ratio(f"{what}, as Python runs it", ("blueprint", composed), ("flat", usual))


def _declared(checkout: Checkout) -> set[tuple[str, str]]:
    preview = read_preview(checkout.pulumi("preview", "--json"))
    return {(r.type, r.name) for r in preview if r.in_aws}


@contextmanager
def _program(checkout: Checkout, text: str) -> Generator[None]:
    """Put another program in the place of the checkout's own."""
    program = checkout.repo / "__main__.py"
    own = program.rename(checkout.repo / "own")
    program.write_text(text)
    try:
        yield
    finally:
        own.replace(program)
