"""moto knows nobody who has opted in to Lake Formation."""

import datetime
from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.corrections.lakeformation_permissions import refuse_what_the_catalogue_has_not
from sandbox.account.errors import AwsError


def _opt_ins(context: Context) -> list[dict[str, Any]]:
    backend = context.backend()
    if not hasattr(backend, "opt_ins"):
        backend.opt_ins = []
    return backend.opt_ins


def _asked(context: Context) -> dict[str, Any]:
    return {n: context.params[n] for n in ("Principal", "Resource") if n in context.params}


def _same(opt_in: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    return all(opt_in[name] == value for name, value in asked.items())


@before_call("lakeformation", "CreateLakeFormationOptIn")
def create(context: Context) -> Mapping[str, Any]:
    """Ask Lake Formation from now on; once is enough."""
    refuse_what_the_catalogue_has_not(context)
    asked, known = _asked(context), _opt_ins(context)
    if not any(_same(opt_in, asked) for opt_in in known):
        known.append({**asked, "LastModified": datetime.datetime.now(datetime.UTC)})
    return {}


@before_call("lakeformation", "ListLakeFormationOptIns")
def list_(context: Context) -> Mapping[str, Any]:
    """List who is asked about what."""
    asked = _asked(context)
    return {"LakeFormationOptInsInfoList": [o for o in _opt_ins(context) if _same(o, asked)]}


@before_call("lakeformation", "DeleteLakeFormationOptIn")
def delete(context: Context) -> Mapping[str, Any]:
    """Go back to permissions of IAM."""
    asked, known = _asked(context), _opt_ins(context)
    kept = [opt_in for opt_in in known if not _same(opt_in, asked)]
    if len(kept) == len(known):
        raise AwsError("EntityNotFoundException", "Opt-in not found.")
    known[:] = kept
    return {}
