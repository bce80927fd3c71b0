"""Clients of boto3 that talk to the sandbox."""

from typing import Any

import boto3
from botocore.config import Config

REGION = "eu-west-1"


def client(url: str, service: str, region: str = REGION) -> Any:
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=url,
        aws_access_key_id="AKIASANDBOXSANDBOX00",
        aws_secret_access_key="nobody",
        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
    )


class Clients:
    """Clients by attribute: `clients.application_autoscaling`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._made: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        service = name.replace("_", "-").rstrip("-")
        if service not in self._made:
            self._made[service] = client(self._url, service)
        return self._made[service]
