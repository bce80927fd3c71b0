import pytest

from plan.plan import Plan, Resource
from tests.cli.support import FLAGS, Repository

SCHEMA = "clicks:\n  record_id: id\n  event_time: at\n  features: {id: String, at: Fractional}\n"
FIELDS = "{feature_store: {schema_file: features.yaml}}"
REFUSED = """\
stacks/Pulumi.fraud-dev.yaml: level must not go down unasked, got 0 after 1; fraud-dev would lose
  fraud-dev-features: 13 resources
  fraud-dev-pipeline-dashboard: 1 resource
  of these, fraud-dev-features-clicks (aws-native:sagemaker:FeatureGroup) holds data
to keep them, set `level: 1` in stacks/fraud.yaml
to give them up: stepwell new fraud --go-down; nothing is deleted before `pulumi up`, \
which shows it again and refuses while it is protected
"""

REFUSED_WITH_FIELDS = f"""\
{REFUSED.replace("give them up: ", "give them up: take out the fields below, then ")}\
stacks/fraud.yaml:{{line}}: settings.feature_store: is a field of level 1, got level 0
"""


def new(repository: Repository, *more: str, level: int = 1, environments: str = "dev") -> None:
    flags = (*FLAGS, "--level", str(level), "--environments", environments, *more)
    assert repository.run("new", "fraud", *flags).code == 0


def give_settings(repository: Repository, settings: str) -> None:
    """Give the team's settings a value, and write the stack files."""
    path = repository.spec()
    path.write_text(path.read_text().replace("\nsettings: {}\n", f"\nsettings: {settings}\n"))
    assert repository.run("new", "fraud").code == 0


@pytest.fixture
def with_fields(repository):
    """A stack of level 1 with a feature group, and a spec in which only the level has changed."""
    (repository.root / "features.yaml").write_text(SCHEMA)
    new(repository)
    give_settings(repository, FIELDS)
    repository.replace("fraud.yaml", "\nlevel: 1\n", "\nlevel: 0\n")
    return repository


@pytest.fixture
def fraud(with_fields):
    """The same with a spec that fits level 0."""
    with_fields.replace("fraud.yaml", f"\nsettings: {FIELDS}\n", "\nsettings: {}\n")
    return with_fields


def test_says_what_would_be_lost_and_how_to_keep_it_and_writes_nothing(fraud):
    before = fraud.files()
    result = fraud.run("new", "fraud")
    assert (result.code, result.out, result.err) == (2, "", REFUSED)
    assert fraud.files() == before


def line_of_settings(repository: Repository) -> int:
    lines = repository.spec().read_text().splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.startswith("settings:"))


def test_settings_of_the_higher_level_do_not_hide_what_would_be_lost(with_fields):
    before = with_fields.files()
    result = with_fields.run("new", "fraud")
    expected = REFUSED_WITH_FIELDS.format(line=line_of_settings(with_fields))
    assert (result.code, result.out, result.err) == (2, "", expected)
    assert with_fields.files() == before


def test_settings_of_the_higher_level_have_to_go_before_the_lower_one_is_written(with_fields):
    before = with_fields.files()
    result = with_fields.run("new", "fraud", "--go-down")
    field = f"stacks/fraud.yaml:{line_of_settings(with_fields)}: settings.feature_store"
    assert (result.code, result.err) == (2, f"{field}: is a field of level 1, got level 0\n")
    assert with_fields.files() == before


def test_other_mistakes_are_told_beside_the_settings_of_the_higher_level(with_fields):
    with_fields.replace("fraud.yaml", "settings: {", "settings: {protekt_data: true, ")
    result = with_fields.run("new", "fraud")
    place = f"stacks/fraud.yaml:{line_of_settings(with_fields)}: settings"
    assert (result.code, result.err.splitlines()) == (
        2,
        [
            f"{place}.feature_store: is a field of level 1, got level 0",
            f"{place}.protekt_data: unknown field, did you mean 'protect_data'",
        ],
    )


def test_every_stack_of_the_team_is_named_and_none_is_written(repository):
    new(repository, environments="dev,prod")
    repository.replace("fraud.yaml", "\nlevel: 1\n", "\nlevel: 0\n")
    before = repository.files()
    result = repository.run("new", "fraud")
    assert result.code == 2
    assert [line.split(":")[0] for line in result.err.splitlines() if line[0] != " "] == [
        "stacks/Pulumi.fraud-dev.yaml",
        "stacks/Pulumi.fraud-prod.yaml",
        "to keep them, set `level",
        "to give them up",
    ]
    assert repository.files() == before


def test_one_flag_writes_the_lower_level(fraud):
    result = fraud.run("new", "fraud", "--go-down")
    assert (result.code, result.err) == (0, "")
    assert result.out == ("change  stacks/Pulumi.fraud-dev.yaml\nnext: stepwell check fraud\n")
    assert 'stepwell:level: "0"' in (fraud.stacks / "Pulumi.fraud-dev.yaml").read_text()
    assert fraud.run("new", "fraud").code == 0, "once written it needs no flag any more"


def test_looking_at_it_first_writes_nothing_either(fraud):
    before = fraud.files()
    assert fraud.run("new", "fraud", "--dry-run").err == REFUSED
    result = fraud.run("new", "fraud", "--go-down", "--dry-run")
    assert result.code == 0
    assert '-  stepwell:level: "1"\n+  stepwell:level: "0"\n' in result.out
    assert fraud.files() == before


def test_what_cannot_be_composed_any_more_does_not_hide_what_the_matter_is(fraud):
    (fraud.root / "features.yaml").unlink()
    result = fraud.run("new", "fraud")
    assert result.code == 2
    assert result.err.splitlines()[:2] == [
        "stacks/Pulumi.fraud-dev.yaml: level must not go down unasked, got 0 after 1; what"
        " fraud-dev would lose cannot be told:",
        "  feature_store.schema_file: must be a file of the project, got 'features.yaml': No such"
        " file or directory",
    ]
    assert fraud.run("new", "fraud", "--go-down").code == 0


def test_what_serves_traffic_is_told_from_what_holds_data(repository, monkeypatch):
    def endpoint_gone(stack, config, account):
        served = config["stepwell:level"] == "1"
        resource = Resource("urn:e", "aws:sagemaker/endpoint:Endpoint", "scorer")
        return Plan(stack, "stepwell", (resource,) if served else ())

    new(repository)
    repository.replace("fraud.yaml", "\nlevel: 1\n", "\nlevel: 0\n")
    monkeypatch.setattr("cli.level_down.compose", endpoint_gone)
    assert repository.run("new", "fraud").err.splitlines()[1:3] == [
        "  scorer: 1 resource",
        "  of these, scorer (aws:sagemaker/endpoint:Endpoint) serves traffic",
    ]


def test_going_up_needs_no_flag(repository):
    new(repository, level=0)
    repository.replace("fraud.yaml", "\nlevel: 0\n", "\nlevel: 1\n")
    assert repository.run("new", "fraud").code == 0
    assert 'stepwell:level: "1"' in (repository.stacks / "Pulumi.fraud-dev.yaml").read_text()
