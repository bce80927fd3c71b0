"""Packs of a company, and all packs of a stack, as the engine runs them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from policies.catalogue import all_rules
from policies.choice import pack_of_all
from policies.pack import Level
from policies.places import OURS
from policies.testing import resource
from tests.policies.analyzer import running
from tests.policies.test_engine_pack import EXCEPTED, LEVELS
from tests.policies.test_own_rules import PACK, RULE, TOPIC, write

STACK = OURS / "stack"

CONFIG = {
    "stepwell:level": "1",
    "stepwell:environment": "prod",
    "stepwell:settings": json.dumps({"data_class": "regulated"}),
    "stepwell:policy_packs": json.dumps(["cost"]),
}


def refusal(pack: Path, config: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pulumi.policy", "127.0.0.1:1", str(pack)],
        env={**os.environ, "PULUMI_CONFIG": json.dumps(config)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_pack_of_a_company_gives_the_verdicts_of_its_own_rules_and_of_ours(tmp_path):
    write(tmp_path / "rules" / "messages" / "topic_has_display_name.py", RULE)
    pack = write(tmp_path / "packs" / "strict" / "pack.yaml", PACK).parent
    for file in ("__main__.py", "PulumiPolicy.yaml"):
        shutil.copy(OURS / "baseline" / file, pack)
    with running(pack) as (analyzer, _):
        info = analyzer.info()
        said = analyzer.analyze(resource(TOPIC, "news"))
    assert info.name == "acme-strict"
    names = {policy.name for policy in info.policies}
    assert names == {"topic-has-display-name", *(rule.name for rule in all_rules()), *EXCEPTED}
    found = {(d.policyName, LEVELS[d.enforcementLevel]) for d in said}
    assert ("topic-has-display-name", Level.MANDATORY) in found
    assert ("topic-encrypted-with-key", Level.MANDATORY) in found


def test_the_engine_holds_a_stack_to_what_the_check_holds_it_to():
    expected = pack_of_all(["baseline", "level-1", "regulated", "production", "cost"], OURS)
    with running(STACK, CONFIG) as (analyzer, _):
        info = analyzer.info()
    assert info.name == "stepwell-stack"
    levels = {p.name: p.enforcementLevel for p in info.policies if p.name not in EXCEPTED}
    assert levels.keys() == {rule.name for rule in all_rules()}
    for name, level in levels.items():
        assert LEVELS[level] is expected.level(name), name


def test_a_stack_that_does_not_say_what_it_is_gets_one_message():
    said = refusal(STACK, {"stepwell:level": "1"})
    assert said.startswith("stepwell:environment: must be in the configuration of the stack, got ")


def test_a_pack_that_there_is_not_is_one_message_too():
    said = refusal(STACK, {**CONFIG, "stepwell:policy_packs": json.dumps(["costs"])})
    assert "got 'costs', did you mean 'cost'" in said
