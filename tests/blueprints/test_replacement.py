import pulumi
import pytest

from blueprints import BLUEPRINTS, replacement, selectable
from blueprints.blueprint import SettingsError
from tests.blueprints.every_part import every_part
from tests.blueprints.support import compose, types

OURS = "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer"
HERE = "tests.blueprints.test_replacement"


class InHouseTracker(pulumi.ComponentResource):
    """A tracker that a company runs itself: it only says where."""

    tracking_server_arn: pulumi.Output[str]
    tracking_server_name: pulumi.Output[str]
    role_arn: pulumi.Output[str]

    def __init__(self, name, args, opts=None):
        super().__init__("acme:index:Tracker", name, {}, opts)
        self.tracking_server_arn = pulumi.Output.from_input(f"arn:acme:{args['prefix']}")
        self.tracking_server_name = pulumi.Output.from_input("acme")
        self.role_arn = pulumi.Output.from_input("arn:acme:role")
        self.register_outputs({"tracking_server_arn": self.tracking_server_arn})


class Outputless(pulumi.ComponentResource):
    """No tracker: it tells nothing."""


def test_an_in_house_component_stands_in_for_ours_with_the_same_wiring():
    plan = compose({"replaced_by": {"experiment_tracker": f"{HERE}:InHouseTracker"}})
    assert {"acme:index:Tracker"} == types(plan) - types(compose())
    assert OURS not in types(plan)
    assert plan.resources[0].outputs["tracking_server_arn"] == "arn:acme:fraud-dev"


def test_every_part_is_made_of_what_the_team_names(monkeypatch, tmp_path):
    asked = set[str]()

    def stand_in(path, original):
        asked.add(path)
        return original

    monkeypatch.setattr(selectable, "replacement", stand_in)
    monkeypatch.chdir(tmp_path)
    parts = {part: f"acme:{part}" for part in BLUEPRINTS[2].part_types}
    # The check of the settings asks, too, by another name.
    monkeypatch.setattr(replacement, "replacement", lambda path, original: original)
    compose({**every_part(2, tmp_path), "replaced_by": parts}, level=2)
    assert asked == set(parts.values())


@pytest.mark.parametrize(
    ("part", "path", "said"),
    [
        ("tracker", f"{HERE}:InHouseTracker", "replaced_by.tracker: must be one of the parts "),
        ("experiment_tracker", "acme.nowhere:Tracker", "must be package.module:Class of a class"),
        ("experiment_tracker", "json", "must be package.module:Class of a class"),
        ("experiment_tracker", "json:loads", "must be a pulumi.ComponentResource, got"),
        (
            "experiment_tracker",
            f"{HERE}:Outputless",
            "must have the outputs of ExperimentTracker, got 'tests.blueprints.test_replacement:"
            "Outputless' without role_arn, "
            "tracking_server_arn, tracking_server_name",
        ),
    ],
)
def test_what_cannot_stand_in_is_refused(part, path, said):
    with pytest.raises(SettingsError) as error:
        compose({"replaced_by": {part: path}})
    assert said in str(error.value)
