"""What the workflow writes into a pull or merge request, against a service that only remembers."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from ruamel.yaml import YAML

from generator.workflow import Service, workflow

MARK = "<!-- stepwell -->"
services = pytest.mark.parametrize("service", Service)
OWN = {
    Service.GITHUB: {"user": {"login": "github-actions[bot]"}},
    Service.GITLAB: {"author": {"id": 7}},
}
OTHERS = {Service.GITHUB: {"user": {"login": "mallory"}}, Service.GITLAB: {"author": {"id": 8}}}


class Host:
    """A code host: comments by id, and who asked for what."""

    def __init__(self) -> None:
        self.comments = dict[int, dict[str, Any]]()
        self.asked = list[str]()
        self.status = 200

    def add(self, whose: dict[str, Any], body: str | None) -> int:
        self.comments[len(self.comments) + 1] = {
            "id": len(self.comments) + 1,
            **whose,
            "body": body,
        }
        return len(self.comments)

    def answer(self, method: str, path: str, headers: Any, sent: dict[str, Any]) -> Any:
        path, _, query = path.partition("?")
        self.asked.append(f"{method} {path}")
        if "t0ken" not in (headers["PRIVATE-TOKEN"] or headers["Authorization"].split()[1]):
            self.status = 401
        if path == "/user":
            return {"id": 7}
        if method == "GET":
            page = int(query.rpartition("page=")[2])
            return [*self.comments.values()][100 * (page - 1) : 100 * page]
        if method == "POST":
            return self.comments[self.add({}, sent["body"])]
        self.comments[int(path.rpartition("/")[2])]["body"] = sent["body"]
        return {}


@pytest.fixture
def host() -> Iterator[tuple[Host, str]]:
    kept = Host()

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            length = int(self.headers["Content-Length"] or 0)
            sent = json.loads(self.rfile.read(length) or b"{}")
            content = json.dumps(kept.answer(self.command, self.path, self.headers, sent)).encode()
            self.send_response(kept.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = _any

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield kept, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def comment(
    service: Service, url: str, folder: Path, token: str = "t0ken"
) -> subprocess.CompletedProcess[str]:
    """Run the script of the job that comments, in a folder with reports."""
    jobs = YAML(typ="safe", pure=True).load(workflow(service, "main"))
    environment = {"PATH": os.environ["PATH"], "API": url, "NUMBER": "3", "COMMIT": "c0ffee" * 4}
    environment |= {"RUN": "https://host/run/1", "CI_API_V4_URL": url}
    if service is Service.GITHUB:
        script = jobs["jobs"]["comment"]["steps"][-1]["run"]
        words, environment["TOKEN"] = [sys.executable, "-c", script], token
    else:
        words = ["bash", "-ec", jobs["stepwell-comment"]["script"][0]]
        environment["STEPWELL_COMMENT_TOKEN"] = token
    return subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, timeout=30, check=False
    )


@pytest.fixture
def reports(tmp_path) -> Path:
    (tmp_path / "findings.md").write_text("### stepwell check: 1 to mend\n")
    (tmp_path / "changes.md").write_text("### stepwell diff\n")
    return tmp_path


@services
def test_the_first_run_writes_both_reports_and_the_next_the_same_comment(service, host, reports):
    kept, url = host
    assert comment(service, url, reports).returncode == 0
    ((number, only),) = kept.comments.items()
    assert only["body"] == (
        f"{MARK}\n### stepwell check: 1 to mend\n\n### stepwell diff\n\n"
        "[The page of the run](https://host/run/1), commit c0ffeec0ff\n"
    )
    only.update(OWN[service])
    (reports / "findings.md").write_text("### stepwell check: nothing to mend\n")
    assert comment(service, url, reports).returncode == 0
    assert [*kept.comments] == [number]
    assert "nothing to mend" in only["body"]


@services
def test_it_is_found_behind_others_and_no_comment_of_others_is_touched(service, host, reports):
    kept, url = host
    for _ in range(120):
        kept.add(OTHERS[service], f"{MARK} is what a bot writes")
    kept.add(OWN[service], "of another workflow")
    kept.add({next(iter(OWN[service])): None}, None)
    own = kept.add(OWN[service], f"{MARK}\nold")
    assert comment(service, url, reports).returncode == 0
    assert len(kept.comments) == 123
    assert [n for n, c in kept.comments.items() if "1 to mend" in (c["body"] or "")] == [own]


def test_what_is_too_long_is_cut_at_a_line_and_unfolded(host, reports):
    kept, url = host
    (reports / "changes.md").write_text("<details>\n" + "- step `ä`\n" * 9000)
    assert comment(Service.GITHUB, url, reports).returncode == 0
    body = kept.comments[1]["body"]
    assert len(body) < 65_536
    assert "- step `ä`\n\n</details>\n\nThe rest is on the page of the run.\n" in body


@services
def test_a_check_that_did_not_end_is_said_so(service, host, tmp_path):
    kept, url = host
    assert comment(service, url, tmp_path).returncode == 0
    assert f"{MARK}\n### stepwell check: did not come to its end\n" in kept.comments[1]["body"]


@services
def test_a_token_that_may_not_is_one_line_that_says_where_the_reports_are(service, host, reports):
    kept, url = host
    kept.status = 403
    found = comment(service, url, reports)
    assert found.returncode == 1
    assert found.stderr == (
        "no comment, but the reports are on the page of the run: HTTP Error 403: Forbidden\n"
    )
    assert not kept.comments


def test_gitlab_without_a_token_asks_nobody(host, reports):
    kept, url = host
    found = comment(Service.GITLAB, url, reports, token="")
    assert (found.returncode, found.stdout) == (
        0,
        "no comment: STEPWELL_COMMENT_TOKEN is not set; the reports are at the merge request\n",
    )
    assert not kept.asked


def test_no_file_beside_the_reports_runs_with_the_token(host, reports):
    kept, url = host
    (reports / "json.py").write_text("raise SystemExit('taken over')\n")
    assert comment(Service.GITLAB, url, reports).returncode == 0
    assert len(kept.comments) == 1
