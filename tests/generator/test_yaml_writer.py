from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.yaml_reader import read_yaml
from generator.yaml_writer import yaml_text

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | texts
    | st.floats(allow_nan=False, allow_infinity=False)
)
data = st.dictionaries(
    texts,
    st.recursive(
        scalars,
        lambda below: st.lists(below, max_size=3) | st.dictionaries(texts, below, max_size=3),
        max_leaves=10,
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=200, deadline=None)
@given(data)
def test_what_is_written_reads_back_the_same(value):
    document = read_yaml(yaml_text(value).encode())
    assert not document.problems
    assert document.data == value


@settings(max_examples=50, deadline=None)
@given(data)
def test_other_readers_read_the_same(value):
    assert YAML(typ="safe", pure=True).load(yaml_text(value)) == value


def test_texts_that_yaml_would_misread_are_quoted():
    words = ["no", "On", "null", "12", "012", "1e3", "2027-03-31", "a: b", "#x", "", " x", "~", "-"]
    text = yaml_text({"words": words, "plain": ["eu-west-1", "a@b.example", "two words"]})
    assert all(f'- "{word}"\n' in text for word in words)
    assert "- eu-west-1\n    - a@b.example" not in text
    assert "  - eu-west-1\n  - a@b.example\n  - two words\n" in text


def test_lists_of_mappings_stay_small():
    assert yaml_text({"users": [{"name": "ana", "groups": ["ml"]}, {}]}) == (
        "users:\n  - name: ana\n    groups:\n      - ml\n  - {}\n"
    )
