import re

from hypothesis import given
from hypothesis import strategies as st

from plan.computed import is_computed, mark, may_become, sources
from plan.plan import UNKNOWN

names = st.text("abc-", min_size=1)
outputs = st.sampled_from(["arn", "id", "dnsName"])


@given(names, outputs, st.text(), st.text())
def test_a_mark_is_found_wherever_it_stands(name, output, before, after):
    text = f"{before}{mark(name, output)}{after}"
    assert is_computed([{"deep": text}])
    assert (name, output) in sources({"list": [text]})


pieces = st.lists(st.text("ab", max_size=3), min_size=1, max_size=4)


def marked(parts: list[str]) -> str:
    return mark("raw", "arn").join(parts)


@given(pieces, st.text("abc", max_size=3))
def test_a_text_may_become_what_filling_in_its_marks_gives(parts, filled):
    assert may_become(marked(parts), filled.join(parts))


@given(pieces, st.text("ab", max_size=9))
def test_and_nothing_else(parts, known):
    expected = re.fullmatch(".*".join(map(re.escape, parts)), known, re.DOTALL) is not None
    assert may_become(marked(parts), known) == expected


def test_a_long_text_with_many_marks_is_told_apart_at_once():
    assert not may_become(marked(["a"] * 60 + ["b"]), "a" * 5000)


def test_unknown_is_computed_and_plain_values_are_not():
    assert is_computed({"a": [UNKNOWN]})
    assert not is_computed({"a": [1, None, True, "<<no mark>>"]})
    assert sources(UNKNOWN) == frozenset()
