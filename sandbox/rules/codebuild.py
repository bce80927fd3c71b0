"""Rules of CodeBuild's projects."""

from sandbox.rules import Params, rule

_BOTH = ("codebuild", "CreateProject", "UpdateProject")
_INVALID = "InvalidInputException"


@rule(*_BOTH, at="source.location", code=_INVALID)
def where_the_source_is(params: Params) -> str | None:
    """CreateProject, `source.location`: of every type but two."""
    source = params.get("source")
    if source is None:
        return None
    without = source["type"] in ("NO_SOURCE", "CODEPIPELINE")
    if without and source.get("location"):
        return f"Invalid project source: location must be empty for source type {source['type']}"
    if not without and not source.get("location"):
        return "Invalid project source: location is a required parameter"
    if source["type"] == "NO_SOURCE" and not source.get("buildspec"):
        return "Invalid project source: buildspec must be specified for source type NO_SOURCE"
    return None


@rule(*_BOTH, at="artifacts", code=_INVALID)
def where_artifacts_go(params: Params) -> str | None:
    """CreateProject, `artifacts.location`, and `CODEPIPELINE` for both ends or neither."""
    artifacts = params.get("artifacts")
    if artifacts is None:
        return None
    if artifacts["type"] == "S3" and not artifacts.get("location"):
        return "Invalid artifacts: location is a required parameter"
    source = (params.get("source") or {}).get("type")
    if source and (source == "CODEPIPELINE") != (artifacts["type"] == "CODEPIPELINE"):
        return "Both source and artifact types must be CODEPIPELINE, or neither"
    return None


@rule(*_BOTH, at="cache", code=_INVALID)
def cache_as_its_type(params: Params) -> str | None:
    """CreateProject, `cache.modes`: of a local cache, which needs one."""
    cache = params.get("cache") or {"type": "NO_CACHE"}
    if cache["type"] == "LOCAL" and not cache.get("modes"):
        return "Invalid cache: modes are required for cache type LOCAL"
    if cache["type"] == "S3" and not cache.get("location"):
        return "Invalid cache: location is a required parameter"
    return None
