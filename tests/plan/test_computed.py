import re

from hypothesis import given
from hypothesis import strategies as st

from plan.computed import is_computed, mark, pattern, sources
from plan.plan import UNKNOWN

names = st.text("abc-", min_size=1)
outputs = st.sampled_from(["arn", "id", "dnsName"])


@given(names, outputs, st.text(), st.text())
def test_a_mark_is_found_wherever_it_stands(name, output, before, after):
    text = f"{before}{mark(name, output)}{after}"
    assert is_computed([{"deep": text}])
    assert (name, output) in sources({"list": [text]})


@given(st.text(), names, st.text())
def test_its_pattern_matches_whatever_it_becomes(before, filled, after):
    marked = f"{before}{mark('raw', 'arn')}{after}"
    assert re.fullmatch(pattern(marked), f"{before}{filled}{after}", re.DOTALL)


def test_unknown_is_computed_and_plain_values_are_not():
    assert is_computed({"a": [UNKNOWN]})
    assert not is_computed({"a": [1, None, True, "<<no mark>>"]})
    assert sources(UNKNOWN) == frozenset()
