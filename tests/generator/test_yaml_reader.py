import pytest

from generator.yaml_reader import parents, read_yaml


def test_knows_the_line_of_every_field():
    document = read_yaml(b"a: 1\nb:\n  - c: 2\n    d: {e: 3}\n")
    assert document.lines == {
        "a": 1,
        "b": 2,
        "b[0]": 3,
        "b[0].c": 3,
        "b[0].d": 4,
        "b[0].d.e": 4,
    }


def test_reads_values_as_yaml_1_2_says():
    document = read_yaml(b"a: [yes, no, on, 0o17, 0x1F, 1.5, -3, true, null, ~, 2027-03-31, '1']\n")
    assert document.data == {
        "a": ["yes", "no", "on", 15, 31, 1.5, -3, True, None, None, "2027-03-31", "1"]
    }


@pytest.mark.parametrize("value", ["012", "1_000", ".inf", ".nan", "!!set {a}", "!secret x"])
def test_values_that_would_change_their_meaning_are_problems(value):
    assert read_yaml(f"a: {value}\n".encode()).problems


@pytest.mark.parametrize("key", ["1", "true", "[a]", "null"])
def test_keys_that_are_no_texts_are_problems(key):
    (problem,) = read_yaml(f"? {key}\n: x\n".encode()).problems
    assert problem.reason.startswith("must have texts as keys")


def test_every_problem_of_a_file_is_found():
    document = read_yaml(b"a: 012\na: 2\n1: x\nb: !x y\n")
    assert [problem.line for problem in document.problems] == [1, 2, 3, 4]


def test_a_byte_order_mark_is_no_content():
    assert read_yaml(b"\xef\xbb\xbfa: 1\n").data == {"a": 1}


def test_half_of_a_surrogate_pair_is_a_problem():
    assert read_yaml(rb'a: "\ud800"').problems


@pytest.mark.parametrize("path", ["a.b[0].c", "a]", "[", ".", "a..b", "a[x]"])
def test_the_way_up_from_any_path_ends(path):
    assert list(parents(path))[-1] == ""


def test_the_way_up_passes_every_field():
    assert list(parents("a.b[0].c")) == ["a.b[0]", "a.b", "a", ""]
