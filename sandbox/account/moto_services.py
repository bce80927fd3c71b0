"""moto's services as one application that takes a request and answers it, or cannot."""

import functools
import os
import re
import sys
from typing import Any

import botocore.session
import moto.core.loaders
import moto.core.utils
from botocore.loaders import Loader
from moto.core.base_backend import BackendDict
from moto.core.config import default_user_config
from werkzeug.test import run_wsgi_app

from sandbox.account import determinism
from sandbox.account.journal import Entry
from sandbox.account.options import ACCOUNT
from sandbox.account.wire import Answer, environ_of
from sandbox.service_model.models import LOADER, PlainFiles

_MODELS = re.compile(r"moto\.\w+\.models")


class MotoServices:
    """All of them by host; a process has one, because moto keeps its state in modules."""

    def __init__(self) -> None:
        _configure()
        _share_loaders()
        determinism.install()
        _forget()

    @functools.cached_property
    def _by_host(self) -> Any:
        # With the first request, not with the start: it loads Flask.
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

        services = DomainDispatcherApplication(determinism.apart(create_backend_app))
        # moto looks through its folders each time it is asked for one.
        services.get_backend_for_host = functools.cache(services.get_backend_for_host)
        return services

    def answer(self, entry: Entry) -> Answer | None:
        """Return moto's answer, None where it does not know the operation."""
        environ = environ_of(entry)
        host = self._by_host.infer_service_region_host(environ, environ["PATH_INFO"]) or "s3"
        if self._by_host.get_backend_for_host(host) is None:
            return None
        try:
            body, status, headers = run_wsgi_app(self._by_host, environ, buffered=True)
        except NotImplementedError:
            return None
        answer = Answer(int(status.split()[0]), tuple(headers), b"".join(body))
        unrouted = b"<title>404 Not Found</title>" in answer.body
        silent = not (answer.body or "x-amz-id-2" in headers)
        of_s3 = host.split(".")[0] in ("s3", "s3control")
        return None if answer.status == 404 and (unrouted or silent) and not of_s3 else answer


def _forget() -> None:
    """Drop what an earlier account of this process left; moto's own reset fills it anew first."""
    # Not by moto's own list: it lacks those that were equal to another one when first asked for.
    models = [module for name, module in [*sys.modules.items()] if _MODELS.fullmatch(name)]
    found = [value for module in models for value in vars(module).values()]
    for service in (value for value in found if isinstance(value, BackendDict)):
        if service.service_name == "s3":
            # Lets go of its temporary files.
            for of_account in service.values():
                of_account.reset()
        service.clear()


def _configure() -> None:
    os.environ["MOTO_ACCOUNT_ID"] = ACCOUNT
    os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "true")
    # Containers would be started where the user has Docker, and fail where not.
    config: Any = default_user_config
    config["batch"]["use_docker"] = False
    config["lambda"]["use_docker"] = False
    config["iam"]["load_aws_managed_policies"] = True


def _share_loaders() -> None:
    """Let sessions made from now on, and moto, share what has been read.

    Each session of botocore and of boto3, and each of moto's services, makes a loader of its own:
    in one process they would read the same files dozens of times, half the time of an `up`.
    """

    def of_botocore(_search_path: str | None = None) -> Loader:
        return LOADER

    # moto's own adds to the models, so that they are no others' as well.
    own = moto.core.loaders.Loader(
        extra_search_paths=[moto.core.loaders.moto_root], file_loader=PlainFiles()
    )
    for module, create in ((botocore.session, of_botocore), (moto.core.utils, lambda: own)):
        vars(module)["create_loader"] = create
