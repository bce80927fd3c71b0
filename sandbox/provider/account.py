"""The provider's line to the sandbox's account: boto3 clients that cannot reach anything else."""

import json
import os
import re
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from sandbox.account.direct import Application, directly
from sandbox.account.journal import ATTEMPT, PATIENT
from sandbox.account.options import ACCOUNT

_LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
_GONE_CODE = re.compile(
    r"NotFound|NoSuch|DoesNotExist|Non[Ee]xistent|NotAttached|NotAssociated|[.]Unknown$|^404$"
)
_GONE_TEXT = re.compile(
    r"does not exist|could not find|cannot find|not ?found|no such|no scal\w+ \w+ found",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"Validation(Exception|Error)|ClientException|InvalidRequest|Unknown\w+Exception|InvalidDocument"
)
"""Codes that say little: here the text tells whether the thing is not there."""

_OF_SESSIONS = {"externalId": "ExternalId", "policy": "Policy"}
"""Settings of a role that a provider assumes, by the members that carry them."""


class AccountError(Exception):
    """A call that the account refused, in AWS's own words."""

    def __init__(
        self, operation: str, code: str, message: str, *, may_be_done: bool = False
    ) -> None:
        super().__init__(f"{operation}: {code}: {message}" if code else f"{operation}: {message}")
        self.operation = operation
        self.code = code
        self.message = message
        self.may_be_done = may_be_done
        """Whether the call may have been carried out all the same: its answer was lost."""

    @property
    def gone(self) -> bool:
        """Whether the call failed because what it is about does not exist."""
        vague = _VAGUE.match(self.code) is not None
        return _GONE_CODE.search(self.code) is not None or (
            vague and _GONE_TEXT.search(self.message) is not None
        )


class Keys(NamedTuple):
    """Who signs the calls; unless somebody else is asked for, the account's administrator."""

    access_key_id: str = "sandbox"
    secret_access_key: str = "sandbox"
    session_token: str | None = None


class Account:
    """Calls the sandbox's account at one loopback address, in any region.

    `application` is that account if it runs in this process; its calls then need no connection.
    Whoever is `patient` waits for the end of what it begins.
    """

    def __init__(
        self,
        url: str,
        application: Application | None = None,
        keys: Keys | None = None,
        *,
        patient: bool = True,
    ) -> None:
        if urlsplit(url).hostname not in _LOOPBACK:
            raise ValueError(f"account address: must be on loopback, got {url}")
        self.url = url
        self._application = application
        self.keys = keys or Keys()
        self._patient = patient
        self._lock = threading.Lock()
        self._clients: dict[tuple[str, str], Any] = {}
        self._attempt = threading.local()
        nothing = (None, None, None, None)
        # Neither the environment nor a file of the user's may name a profile, key or address.
        self._session = botocore.session.Session(
            session_vars={
                "profile": nothing,
                "region": nothing,
                "ca_bundle": nothing,
                "config_file": (None, None, os.devnull, None),
                "credentials_file": (None, None, os.devnull, None),
            }
        )

    def configured(self, config: Mapping[str, Any], region: str) -> "Account":
        """The same account with the keys, and in the roles, that a provider's settings name.

        Roles of real accounts are not there to be assumed, and are passed over.
        """
        account = self
        if isinstance(config.get("accessKey"), str):
            keys = (config["accessKey"], config.get("secretKey", ""), config.get("token"))
            account = Account(self.url, self._application, Keys(*keys))
        for role in _roles(config):
            if f"::{ACCOUNT}:" in str(role.get("roleArn")):
                asked = {
                    "RoleArn": role["roleArn"],
                    "RoleSessionName": role.get("sessionName", "pulumi"),
                    **{name: role[own] for own, name in _OF_SESSIONS.items() if role.get(own)},
                }
                account = account.in_role(region, asked)
        return account

    def in_role(self, region: str, asked: Mapping[str, Any]) -> "Account":
        """The same account with the keys of a role's session, as `AssumeRole` is asked for it."""
        got = self.call("sts", region, "AssumeRole", asked)["Credentials"]
        keys = Keys(got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"])
        return Account(self.url, self._application, keys, patient=self._patient)

    @contextmanager
    def attempt(self, name: str) -> Generator[None]:
        """Name the call made within.

        The account carries out one call of a name and then repeats its answer, also after a
        restart.
        """
        before, self._attempt.name = getattr(self._attempt, "name", ""), name
        try:
            yield
        finally:
            self._attempt.name = before

    def _name_attempt(self, params: dict[str, Any], **_: Any) -> None:
        name = getattr(self._attempt, "name", "")
        if name:
            params["headers"][ATTEMPT] = name

    def call(
        self, service: str, region: str, operation: str, params: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Answer of one operation."""
        with _in_its_words(operation):
            made = self._client(service, region)._make_api_call(operation, dict(params))
        return {name: value for name, value in made.items() if name != "ResponseMetadata"}

    def read_all(
        self, service: str, region: str, operation: str, params: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Answer of one reading operation, with every page of it."""
        client = self._client(service, region)
        method = xform_name(operation)
        if not client.can_paginate(method):
            return self.call(service, region, operation, params)
        with _in_its_words(operation):
            return client.get_paginator(method).paginate(**params).build_full_result()

    def _client(self, service: str, region: str) -> Any:
        with self._lock:
            if (service, region) not in self._clients:
                client = self._session.create_client(
                    service,
                    region_name=region,
                    endpoint_url=self.url,
                    aws_access_key_id=self.keys.access_key_id,
                    aws_secret_access_key=self.keys.secret_access_key,
                    aws_session_token=self.keys.session_token,
                    config=Config(
                        retries={"total_max_attempts": 1 if self._patient else 5},
                        proxies={},
                        parameter_validation=False,
                        max_pool_connections=32,
                        user_agent_extra=PATIENT if self._patient else None,
                        s3={"addressing_style": "path"},
                    ),
                )
                client.meta.events.register("before-call", self._name_attempt)
                if self._application is not None:
                    client.meta.events.register("before-send", directly(self._application))
                self._clients[service, region] = client
            return self._clients[service, region]


def _roles(config: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Roles to assume one after another: `aws` has a list of them, `aws-native` one."""
    found: list[Any] = []
    for name in ("assumeRoles", "assumeRole"):
        given: Any = config.get(name) or []
        # Nested settings arrive as JSON text.
        given = json.loads(given) if isinstance(given, str) else given
        found += given if isinstance(given, list) else [given]
    return [role for role in found if isinstance(role, Mapping)]


@contextmanager
def _in_its_words(operation: str) -> Generator[None]:
    """Raise what the account says against an operation as `AccountError`."""
    try:
        yield
    except ClientError as error:
        said = error.response.get("Error", {})
        code, message = str(said.get("Code", "")), str(said.get("Message", error))
        lost = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500) >= 500
        raise AccountError(operation, code, message, may_be_done=lost) from error
    except BotoCoreError as error:
        said = f"the sandbox's account failed: {error}"
        raise AccountError(operation, "", said, may_be_done=True) from error
