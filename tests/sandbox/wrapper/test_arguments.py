import re
import subprocess
from pathlib import Path

import pytest

from sandbox.wrapper.arguments import PATH_OPTIONS, CommandLine
from tests.sandbox.engine.support import real_engine


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("stack export --file out.json", "stack export --file /me/out.json"),
        ("preview --save-plan=plan.json", "preview --save-plan=/me/plan.json"),
        ("preview --save-plan=/tmp/plan.json", "preview --save-plan=/tmp/plan.json"),
        ("up --policy-pack a,b -s x", "up --policy-pack /me/a,/me/b -s x"),
        ("import -f list.json -o code.py", "import -f /me/list.json -o /me/code.py"),
        ("up -f -y", "up -f -y"),
        ("config get --path zones[0]", "config get --path zones[0]"),
        ("watch --path src", "watch --path /me/src"),
        ("stack graph picture.dot", "stack graph /me/picture.dot"),
        ("stack import --file -", "stack import --file -"),
        ("package add ./local", "package add /me/./local"),
    ],
)
def test_paths_are_those_of_the_users_folder(given: str, expected: str):
    assert " ".join(CommandLine(given.split(), "/me").elsewhere()) == expected


@pytest.mark.parametrize("given", ["-C sub up -y", "up --cwd sub -y", "--cwd=sub up -y"])
def test_cwd_is_followed_and_taken_out(given: str):
    line = CommandLine(given.split(), "/me")
    assert (line.cwd, line.elsewhere()) == ("/me/sub", ["up", "-y"])


def test_words_are_found_between_options():
    given = ["--color", "never", "stack", "-s", "dev", "select", "fraud-dev", "--create"]
    line = CommandLine(given, "/me")
    assert line.words == ["stack", "select", "fraud-dev"]


def test_paths_in_option_variables_are_made_absolute():
    found = CommandLine([], "/me").settings({"PULUMI_OPTION_POLICY_PACK": "pack"})
    assert found == {"PULUMI_OPTION_POLICY_PACK": "/me/pack"}


@pytest.mark.engine
def test_every_option_of_the_engine_that_is_a_path_is_known(tmp_path: Path):
    subprocess.run([real_engine().pulumi, "gen-markdown", tmp_path], check=True)
    documented = set[str]()
    for command in ("preview", "up", "refresh", "destroy", "import", "stack_*", "policy_analyze"):
        for page in tmp_path.glob(f"pulumi_{command}.md"):
            documented |= {
                found[1]
                for found in re.finditer(
                    r"^ +(?:-\w, )? *(--[a-z-]+) \S.*\b(?:path|file|filename|file:)\b.*$",
                    page.read_text(errors="replace"),
                    re.MULTILINE | re.IGNORECASE,
                )
            }
    no_paths = {"--config", "--config-path", "--path", "--tracing", "--otel-traces", "--remove"}
    refused = {"--config-file"}
    about_others = {"--disable-integrity-checking", "--logtostderr", "--show-secrets"}
    assert {"--policy-pack", "--file"} <= documented
    assert documented - no_paths - refused - about_others <= PATH_OPTIONS
