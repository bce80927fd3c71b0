"""The account as a WSGI application: check, journal, carry out, one request at a time."""

import contextlib
import json
import os
import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sandbox.account import asked, corrections, determinism, roles
from sandbox.account.context import Context, account_of
from sandbox.account.errors import AwsError, not_found, refused, validation_error
from sandbox.account.fallback.answer import Fallback
from sandbox.account.happened import PATH as HAPPENED
from sandbox.account.happened import Happened
from sandbox.account.journal import PATIENT, Entry, Journal, JournalError
from sandbox.account.moto_services import MotoServices
from sandbox.account.options import ACCOUNT
from sandbox.account.services import Call, Malformed, understand
from sandbox.account.settings import SettingsError, SettingsFile
from sandbox.account.transitions import Transitions
from sandbox.account.wire import (
    Answer,
    Environ,
    StartResponse,
    entry_for,
    head_of,
    parsed,
    request_of,
    serialized,
)
from sandbox.lifecycle import HEALTH
from sandbox.rules import refusals, refusals_here
from sandbox.service_model import violations

_READING = ("GET", "HEAD", "OPTIONS")
"""Methods of requests that are no known call and change nothing."""

_OF_THE_SERVER = ("Internal", "ServiceUnavailable", "SlowDown")
"""How codes begin of errors that are a 5xx."""


class Account:
    """All services of one account; a process has one, because moto keeps its state in modules."""

    def __init__(
        self, journal: Journal | None = None, *, health: str = "{}", settings: Path | None = None
    ) -> None:
        self._moto = MotoServices()
        self._journal = journal
        self._lock = threading.Lock()
        self._fallback = Fallback()
        self._settings = SettingsFile(settings)
        self._faults = asked.Faults()
        self._happened = Happened()
        self._transitions = Transitions(self._happened.note)
        self._answers = dict[str, Answer]()
        self.doors: dict[str, Callable[[bytes], bytes]] = {
            HEALTH: lambda _: health.encode(),
            HAPPENED: self.happened,
        }
        """What it answers to besides AWS's API: each path is a function of a body."""

    def replay(self) -> int:
        """Carry out everything in the journal again; return how many requests that was."""
        count = 0
        if self._journal is not None:
            with self._lock:
                for entry in self._journal.replay():
                    with contextlib.suppress(Malformed):
                        self._carry_out(entry, understand(request_of(entry)))
                    count += 1
        return count

    def close(self) -> None:
        """Let go of the journal; no request is half done afterwards."""
        with self._lock:
            if self._journal is not None:
                self._journal.close()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one HTTP request."""
        stream, path = environ["wsgi.input"], environ.get("PATH_INFO", "")
        chunked = environ.get("wsgi.input_terminated")
        body = stream.read() if chunked else stream.read(int(environ.get("CONTENT_LENGTH") or 0))
        if path in self.doors:
            answer = Answer(200, (), self.doors[path](body))
        elif path.startswith("/moto-api"):
            # It changes the account past the journal.
            answer = Answer(404, (), b"")
        else:
            seed = f"{random.SystemRandom().getrandbits(64):016x}"
            entry = Entry(head_of(environ), body, seed, round(time.time(), 3))
            with self._lock:
                answer = self._handle(entry)
        headers, body = [*answer.headers], answer.body
        if environ.get("REQUEST_METHOD") == "HEAD":
            body = b""
        else:
            headers = [header for header in headers if header[0].lower() != "content-length"]
            headers.append(("Content-Length", str(len(body))))
        start_response(f"{answer.status} -", headers)
        return [body]

    def _handle(self, entry: Entry) -> Answer:
        """Check one request and carry it out, unless it has been before or the settings object."""
        if entry.attempt in self._answers:
            return self._answers[entry.attempt]
        try:
            call = understand(request_of(entry))
        except Malformed as error:
            return serialized(error.call, AwsError("SerializationException", str(error)))
        if call is None:
            return self._recorded(entry, None)
        try:
            if found := violations(call.operation, call.params):
                raise validation_error(call, found)
            for said in refusals(call.service, call.name, call.params):
                raise refused(call, said)
            settings = self._settings.current()
            answer = asked.answer(Context(call, self._own_call), settings)
        except SettingsError as error:
            return serialized(call, AwsError("SandboxSettings", str(error)))
        except AwsError as error:
            return serialized(call, error)
        if answer is not None:
            return serialized(call, answer)
        fault = self._faults.next(call, settings.faults, self._settings.version)
        if fault is None:
            return self._in_time(entry, call, settings.transitions)
        if fault.effect:
            self._recorded(entry, call)
        failed = serialized(call, AwsError(fault.code, fault.message))
        # A 5xx where AWS itself is at fault, or whoever asked cannot tell what was done.
        of_the_server = fault.effect or fault.code.startswith(_OF_THE_SERVER)
        return replace(failed, status=500) if of_the_server else failed

    def _in_time(self, entry: Entry, call: Call, transitions: Mapping[str, int]) -> Answer:
        """Carry out a call, whose effect takes its time if somebody asks for that."""

        def carry_out(one: Call) -> Answer:
            mine = one is call
            return self._recorded(entry if mine else entry_for(one, entry.seed, entry.when), one)

        waits = PATIENT in entry.head.get("HTTP_USER_AGENT", "")
        answer = self._transitions.answer(call, transitions, carry_out, waits=waits)
        if (call.service, call.name) == ("cloudwatch", "PutMetricData") and answer.ok:
            from sandbox.account import alarms

            for one in alarms.changed(Context(call, self._own_call)):
                self._transitions.answer(one, transitions, carry_out, waits=waits)
        return answer

    def happened(self, how: bytes) -> bytes:
        """Say what happened since this was last asked, as JSON; `settle` ends what is going on."""
        with self._lock:
            if how == b"settle":
                self._transitions.settle()
            return json.dumps(self._happened.take()).encode()

    def _recorded(self, entry: Entry, call: Call | None) -> Answer:
        """Carry out one request, noted in the journal if it changes something."""
        reads = call.reads if call is not None else entry.head["REQUEST_METHOD"] in _READING
        try:
            if not reads:
                self._remember(entry)
            answer, drew = self._carry_out(entry, call)
            if reads and drew:
                self._remember(entry)
            if call is not None:
                self._happened.note(call, answer)
        except JournalError as error:
            # Not a 5xx: clients would try again, and a full disk stays full.
            full = AwsError("ServiceUnavailable", f"the sandbox cannot save this: {error}")
            return serialized(call, full) if call is not None else Answer(507, (), b"")
        return answer

    def _remember(self, entry: Entry) -> None:
        if self._journal is not None:
            self._journal.append(entry)

    def _carry_out(self, entry: Entry, call: Call | None) -> tuple[Answer, bool]:
        """Answer a request; say whether it drew random numbers."""
        if call is not None:
            corrections.load(call.service)
        # How moto is told which account's state a request is for.
        os.environ["MOTO_ACCOUNT_ID"] = account_of(call.access_key) if call is not None else ACCOUNT
        with determinism.reproducible(entry.seed, entry.when):
            answer = self._moto.answer(entry) if call is None else self._answer(call, entry)
            drew = determinism.drew(entry.seed)
        if answer is None:
            answer = Answer(501, (), b"the sandbox does not know this request")
        if entry.attempt and answer.ok:
            self._answers[entry.attempt] = answer
        return answer, drew

    def _answer(self, call: Call, entry: Entry) -> Answer:
        """Answer a call: corrections around moto, the fallback where moto has nothing."""
        context, sent = Context(call, self._result_here), dict(call.params)
        try:
            for refusal in refusals_here(context):
                raise refused(call, refusal)
            roles.check(call)
            result = corrections.before(context)
            if result is not None:
                return serialized(call, result)
            if call.params != sent:
                entry = entry_for(call, entry.seed, entry.when)
            self._fallback.guard(context)
            answer = None if self._fallback.owns(context) else self._moto.answer(entry)
            if answer is None:
                result = self._fallback.answer(context)
                corrections.after(context, result)
                return serialized(call, result)
            if answer.ok and (corrections.concerns(call) or self._fallback.concerns(call)):
                return self._completed(context, answer)
            return answer
        except AwsError as error:
            return serialized(call, error)
        except Exception as error:  # noqa: BLE001 a crash of moto is an answer here, not our end
            if isinstance(error, KeyError) and [*error.args] in [[v] for v in call.params.values()]:
                # Where moto looks for what a request names, and does not ask whether it is there.
                text = f"The resource {error.args[0]} does not exist."
                return serialized(call, not_found(call, text))
            reason = f"the sandbox's {call.service} failed: {type(error).__name__}: {error}"
            return serialized(call, AwsError("InternalFailure", reason))

    def _completed(self, context: Context, answer: Answer) -> Answer:
        """Complete moto's answer with what the fallback knows and what corrections add."""
        result = parsed(context.call, answer)
        before = repr(result)
        corrections.after(context, result)
        self._fallback.complete(context, result)
        return answer if repr(result) == before else serialized(context.call, result)

    def _own_call(self, call: Call) -> dict[str, Any]:
        """Carry out a reading call of the sandbox's own; `AwsError` if it fails."""
        return _checked(call, self._carry_out(entry_for(call, "", time.time()), call)[0])

    def _result_here(self, call: Call) -> dict[str, Any]:
        """Ask the account itself in the midst of another call; `AwsError` if it fails."""
        return _checked(call, self._answer(call, entry_for(call, "", 0.0)))


def _checked(call: Call, answer: Answer) -> dict[str, Any]:
    result = parsed(call, answer)
    if not answer.ok:
        error: Mapping[str, str] = result.get("Error", {})
        raise AwsError(error.get("Code", "InternalFailure"), error.get("Message", ""))
    return result
