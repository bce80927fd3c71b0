"""An account that enforces permissions, with roles, policies and calls that must fail."""

import contextlib
import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

ACCOUNT = "000000000000"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
POLICY = f"arn:aws:iam::{ACCOUNT}:policy/"
ADMINISTRATOR = {"AccessKeyId": "AKIASTEPWELLSANDBOX0", "SecretAccessKey": "any"}
EVERYTHING = [{"Effect": "Allow", "Action": "*", "Resource": "*"}]


def _zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("f.py", "")
    return content.getvalue()


FUNCTION = {"Runtime": "python3.12", "Handler": "f.handler", "Code": {"ZipFile": _zipped()}}


def document(statements: list[dict[str, Any]]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(actions: str, on: str = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions.split(), "Resource": on, **more}


def trusting(principal: Any, actions: str = "sts:AssumeRole sts:TagSession", **more: Any) -> str:
    return document(
        [{"Effect": "Allow", "Principal": principal, "Action": actions.split(), **more}]
    )


class Enforcing:
    """An account with `[iam] enforce = true`."""

    SETTINGS = "[iam]\nenforce = true\n"

    def __init__(self, url: str, file: Path) -> None:
        self.url, self._file = url, file
        self._count = 0

    @contextlib.contextmanager
    def asked_for(self, settings: str) -> Iterator[None]:
        """Ask for something more for a while."""
        for moment, text in ((1, settings), (2, "")):
            self._file.write_text(self.SETTINGS + text)
            # Two texts of one moment are told apart.
            later = self._file.stat().st_mtime_ns + moment * 1_000_000
            os.utime(self._file, ns=(later, later))
            if text:
                yield

    def client(self, service: str, keys: Mapping[str, str] = ADMINISTRATOR) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name="eu-west-1",
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys.get("SessionToken"),
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
        )

    def name(self) -> str:
        self._count += 1
        return f"r{self._count}"

    def role(
        self, *statements: dict[str, Any], session: Mapping[str, Any] | None = None, **more: Any
    ) -> Any:
        """Keys of a session of a new role that has these rights."""
        iam, name = self.client("iam"), self.name()
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trusting({"AWS": ROOT}), **more)
        iam.put_role_policy(
            RoleName=name, PolicyName="own", PolicyDocument=document(list(statements))
        )
        return self.client("sts").assume_role(
            RoleArn=f"arn:aws:iam::{ACCOUNT}:role/{name}", RoleSessionName="ci", **(session or {})
        )["Credentials"]

    def arn_of(self, keys: Mapping[str, str]) -> str:
        """Who has these keys."""
        return self.client("sts", keys).get_caller_identity()["Arn"]

    def role_of(self, keys: Mapping[str, str]) -> str:
        """The role whose session has these keys."""
        name = self.arn_of(keys).split("/")[1]
        return f"arn:aws:iam::{ACCOUNT}:role/{name}"

    def policy(self, *statements: dict[str, Any]) -> str:
        made = self.client("iam").create_policy(
            PolicyName=self.name(), PolicyDocument=document(list(statements))
        )
        return made["Policy"]["Arn"]

    def bucket(self) -> str:
        name = f"bucket-{self.name()}"
        where = {"LocationConstraint": "eu-west-1"}
        self.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration=where)
        self.client("s3").put_object(Bucket=name, Key="a.csv", Body=b"1")
        return name


def refused(function: Any, **params: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        function(**params)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]
