from dataclasses import replace

from cli.checks.runner import Report
from cli.reports.escape import code, plain
from cli.reports.markdown import markdown
from tests.cli.reports.support import BROKEN, FINE, REPORT


def test_counts_by_stack_come_first():
    assert markdown(REPORT).splitlines()[:7] == [
        "### stepwell check: 2 to mend",
        "",
        "| stack | resources | to mend | excepted | advice | not decided |",
        "|---|--:|--:|--:|--:|--:|",
        "| all files |  | 1 | 0 | 0 | 0 |",
        "| fraud-dev | 5 | 1 | 1 | 1 | 1 |",
        "| fraud-prod | 7 | 0 | 0 | 0 | 0 |",
    ]


def test_what_is_to_be_mended_stands_before_all_else():
    titles = [line[5:] for line in markdown(REPORT).splitlines() if line.startswith("#### ")]
    assert titles == ["To mend", "Excepted", "Advice", "Not decided before the deployment"]


def test_a_finding_says_why_and_names_resource_stack_and_line():
    assert "- **bucket-is-versioned**: bucket-is-versioned holds. Otherwise it breaks." in (
        markdown(REPORT)
    )
    assert (
        "  - `fraud-dev-lake-raw` in fraud-dev: declare &#42;it&#42;, got 'a&#124;b' "
        "(`stacks/fraud.yaml:12: settings.data_lake`)"
    ) in markdown(REPORT).splitlines()


def test_an_exception_shows_owner_and_expiry():
    row = (
        "| bucket-has-lifecycle | `fraud-dev-lake-raw` | `ana@acme.example` | 2027-03-31 "
        "| holds &#124; copies &#60;only&#62; |"
    )
    assert row in markdown(REPORT).splitlines()


def test_nothing_to_mend_is_said():
    text = markdown(FINE)
    assert text.startswith("### stepwell check: nothing to mend\n")
    assert "####" not in text


def test_a_long_list_is_cut_so_that_it_fits_a_comment():
    many = [replace(BROKEN, where=f"r{n}", message="x" * 200) for n in range(2000)]
    text = markdown(Report(stacks={"fraud-dev": 1}, findings=many))
    assert "2000 to mend" in text
    assert "- and 1960 more" in text
    assert len(text) < 65_536


def test_texts_have_no_effect_of_their_own():
    assert plain("a\nb @team #1 [x](y) <b>") == "a b &#64;team &#35;1 &#91;x&#93;(y) &#60;b&#62;"
    assert code("a`b|c") == "``a`b\\|c``"
