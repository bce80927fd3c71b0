"""What takes no process of its own: composing, policies, generating."""

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import Figure, seconds
from blueprints import BLUEPRINTS
from generator.generate import generate
from generator.loader import parse_spec
from plan.plan import Plan
from policies.catalogue import all_rules
from policies.check import check
from policies.pack_file import our_pack

TEAMS = 1000


def in_process_figures(compose: Callable[[], Plan], spec: Path) -> Iterator[Figure]:
    """Measure with a stack's composition, and with the spec of an example team."""
    plan = compose()
    pack = our_pack("baseline")
    composing = statistics.median(seconds(compose) for _ in range(5))
    checking = statistics.median(seconds(lambda: check(plan, pack)) for _ in range(20))
    yield Figure(
        "composing level 0 in process",
        f"{composing * 1000:.0f} ms",
        f"{len(plan.resources)} resources and components; the SDK is loaded",
    )
    yield Figure("policies over the plan", f"{checking * 1000:.1f} ms", f"{len(all_rules())} rules")
    text = spec.read_text()
    times = [_generating(text, f"team-{number:04}") for number in range(TEAMS)]
    yield Figure(
        f"generating {TEAMS:,} teams from their specs",
        f"{statistics.median(times) * 1000:.1f} ms per team",
        f"{sum(times):.0f} s in all; reading, checking and rendering, two stacks each",
    )


def _generating(text: str, team: str) -> float:
    content = text.replace("\nteam: fraud\n", f"\nteam: {team}\n").encode()
    return seconds(lambda: generate(parse_spec(content, BLUEPRINTS, file=team, team=team)))
