"""Steps of a random sequence over a spec: what a team does, and what befalls it."""

import contextlib
import io
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

from cli.main import run
from plan.state import read_state
from tests.e2e.checkout import ROOT, Checkout
from tests.e2e.interrupted import ENGINE, SANDBOX, killed
from tests.e2e.remains import remains
from tests.effort import EFFORT

HELD = {
    "buckets": "aws:s3/bucket:Bucket",
    "roles": "aws:iam/role:Role",
    "policies": "aws:iam/policy:Policy",
    "profiles": "aws:iam/instanceProfile:InstanceProfile",
    "vpcs": "aws:ec2/vpc:Vpc",
    "addresses": "aws:ec2/eip:Eip",
    "launch templates": "aws:ec2/launchTemplate:LaunchTemplate",
    "security groups": "aws:ec2/securityGroup:SecurityGroup",
    "endpoints": "aws:sagemaker/endpoint:Endpoint",
    "domains": "aws:sagemaker/domain:Domain",
    "groups": "aws:sagemaker/modelPackageGroup:ModelPackageGroup",
    "trackers": "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer",
    "topics": "aws:sns/topic:Topic",
    "alarms": "aws:cloudwatch/metricAlarm:MetricAlarm",
    "dashboards": "aws:cloudwatch/dashboard:Dashboard",
    "repositories": "aws:ecr/repository:Repository",
    "rules": "aws:cloudwatch/eventRule:EventRule",
    "queues": "aws:batch/jobQueue:JobQueue",
    "databases": "aws:glue/catalogDatabase:CatalogDatabase",
    "keys": "aws:kms/key:Key",
}
"""By what `remains` calls it, the type of which the state holds as many as the account."""

TEAMS = ("fraud", "vision", "demand")
SEEDS = range(max(1, EFFORT * 200 // 60))

_PAGER = "/demand/pager-url"

LEFT_OUT = ("gpu_queue", "experiment_tracker", "idle_guard", "workbench", "alerts")
"""Parts that a change takes out and puts in again."""


@dataclass
class Sequence:
    """One team's stack, and what chance does to it."""

    checkout: Checkout
    team: str
    chance: random.Random

    def __post_init__(self) -> None:
        text = (ROOT / "stacks" / f"{self.team}.yaml").read_text()
        self.spec: dict[str, Any] = YAML(typ="safe").load(text)
        self.spec["environments"] = {"dev": self.spec["environments"].get("dev")}
        self.spec["settings"]["protect_data"] = False
        self.spec["region"] = "eu-west-1"
        self._write()
        self._select()

    @property
    def stack(self) -> str:
        return f"{self.team}-dev"

    def live(self, steps: int) -> None:
        """Bring the stack up, let so many steps befall it, and take it down."""
        ssm = self.checkout.client("ssm")
        # The address of a pager is nobody's to declare.
        ssm.put_parameter(Name=_PAGER, Value="https://pager.example", Type="SecureString")
        for step in (self.up, *self.chance.choices(self.steps, k=steps)):
            step()
            if step != self.gone:
                self.agree()
        self.checkout.client("ssm").delete_parameters(Names=[_PAGER])
        self.gone()

    @property
    def steps(self) -> tuple[Callable[[], None], ...]:
        return (self.up, self.change, self.refresh, self.kill_engine, self.kill_sandbox, self.gone)

    def up(self) -> None:
        """Bring the stack up, in whatever state it is."""
        self.checkout.up(stack=self.stack)

    def change(self) -> None:
        """Change a setting and bring it up."""
        self._edit()
        self.up()

    def refresh(self) -> None:
        """Compare with the account, which nobody else has changed."""
        assert self.checkout.refresh(stack=self.stack) == {}

    def kill_engine(self) -> None:
        """Kill the engine in the midst of a change."""
        self._killed(ENGINE)

    def kill_sandbox(self) -> None:
        """Kill the account in the midst of a change."""
        self._killed(SANDBOX)

    def gone(self) -> None:
        """Take everything down."""
        self.checkout.pulumi("state", "unprotect", "--all", "--yes", stack=self.stack)
        self.checkout.pulumi("destroy", "--yes", "--skip-preview", stack=self.stack)
        # The address of a pager is nobody's to declare.
        assert {k: v for k, v in remains(self.checkout).items() if k != "parameters"} == {}

    def agree(self) -> None:
        """Hold the state against the account: nothing differs, is there twice or in one only."""
        self.refresh()
        declared = self._declared()
        found = remains(self.checkout)
        counted = {
            what: (len(found.get(what, ())), declared[type_]) for what, type_ in HELD.items()
        }
        apart = {k: v for k, v in counted.items() if v[0] != v[1]}
        assert not apart, f"in the account and in the state: {apart}"

    def _select(self) -> None:
        self.checkout.pulumi("stack", "select", "--create", stack=self.stack)

    def _declared(self) -> Counter[str]:
        """How many of each type the state has."""
        resources = read_state(self.checkout.export(self.stack))
        return Counter(resource.type for resource in resources)

    def _killed(self, victim: str) -> None:
        self._edit()
        killed(self.checkout, victim, self.chance.randint(1, 40), self.stack)
        # The engine warns of what was interrupted until it is told that this has been looked at.
        for command in (["up"], ["refresh", "--clear-pending-creates"]):
            arguments = (*command, "--yes", "--skip-preview")
            self.checkout.pulumi(*arguments, stack=self.stack, noise=("Traceback",))

    def _edit(self) -> None:
        """Change one setting to something that the platform takes."""
        before = self.spec["settings"].copy()
        change = self.chance.choice((self._tags, self._part, self._image, self._group))
        change(self.spec["settings"])
        if not self._write():
            self.spec["settings"] = before
            assert self._write()

    def _tags(self, _settings: dict[str, Any]) -> None:
        self.spec["cost_center"] = str(self.chance.randrange(1000, 9999))

    def _part(self, settings: dict[str, Any]) -> None:
        part = self.chance.choice(LEFT_OUT)
        without = {*settings.get("without", ())} ^ ({part} if part not in settings else set())
        settings["without"] = sorted(without)

    def _image(self, settings: dict[str, Any]) -> None:
        settings["images"] = _toggled(settings.get("images"), {})

    def _group(self, settings: dict[str, Any]) -> None:
        registry = dict(settings.get("registry") or {})
        group = {"licence": "Apache-2.0", "data_origin": "Transactions of our own customers"}
        settings["registry"] = {**registry, "groups": _toggled(registry.get("groups"), group)}

    def _write(self) -> bool:
        """Write the spec and the stack's settings; whether the platform takes it."""
        file = self.checkout.repo / "stacks" / f"{self.team}.yaml"
        with file.open("w") as out:
            YAML().dump(self.spec, out)
        with contextlib.chdir(self.checkout.repo), contextlib.redirect_stdout(io.StringIO()):
            return run(["new", self.team, "--yes"]) == 0


def _toggled(named: dict[str, Any] | None, value: Any) -> dict[str, Any]:
    """What is named, with one more of our own or without it."""
    rest = {name: one for name, one in (named or {}).items() if name != "extra"}
    return rest if "extra" in (named or {}) else {**rest, "extra": value}
