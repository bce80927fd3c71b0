"""The provider's gRPC service: what the engine asks, in terms of the table."""

import functools
import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from plan.plan import UNKNOWN
from sandbox.provider.account import Account, AccountError
from sandbox.provider.derive import known_type
from sandbox.provider.difference import Change, changes, deletes_first
from sandbox.provider.functions import FunctionFailure, invoke
from sandbox.provider.inputs import Scope, checked
from sandbox.provider.ledger import Ledger
from sandbox.provider.naming import DEFAULTS
from sandbox.provider.observe import MARK
from sandbox.provider.resources import Resource
from sandbox.provider.settings import problems, scope_of
from sandbox.provider.unlisted import Notes, not_in_sdk
from sandbox.provider.wire import from_struct, to_struct
from sandbox.schema.store import resource_schema, sdk_version
from sandbox.unknown import has_unknown

_LOG = logging.getLogger("sandbox.provider")

Method = TypeVar("Method", bound=Callable[..., Any])


class Refused(Exception):
    """What the user is told instead of a traceback."""


def _answering(method: Method) -> Method:
    """Turn every failure of a method into one clear message; details go to the log."""

    @functools.wraps(method)
    def guarded(self: "Servicer", request: Any, context: grpc.ServicerContext) -> Any:
        try:
            return method(self, request, context)
        except (Refused, AccountError) as error:
            context.abort(grpc.StatusCode.UNKNOWN, str(error))
        except Exception as error:  # noqa: BLE001 - the engine needs an answer to whatever it is
            _LOG.exception("%s", method.__name__)
            context.abort(
                grpc.StatusCode.UNKNOWN,
                f"the sandbox failed on this: {type(error).__name__}: {error}",
            )

    return guarded  # pyright: ignore[reportReturnType] - wraps keeps the signature


class Servicer(provider_pb2_grpc.ResourceProviderServicer):
    """One server for every provider instance of every engine that attaches to it."""

    def __init__(self, account: Account, ledger: Ledger) -> None:
        self._account = account
        self._ledger = ledger
        self._fallback = scope_of({})
        self._configured: dict[str, tuple[Scope, Account]] = {}
        self._notes = Notes()

    # What the engine asks of the plugin itself.

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Agree on features: none beyond the plain protocol."""
        return provider_pb2.ProviderHandshakeResponse()

    def Attach(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Serve an engine that did not start this process."""
        self._notes.attached(context.peer(), request.address)
        return empty_pb2.Empty()

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Let calls under way finish: each is short."""
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Pass for the provider of the SDK with the higher version; older ones get a warning."""
        return plugin_pb2.PluginInfo(version=sdk_version())

    # Configuration.

    @_answering
    def CheckConfig(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Check the provider's own settings by name."""
        found = problems(_provider(request.urn), from_struct(request.news))
        return provider_pb2.CheckResponse(inputs=request.news, failures=_failures(found))

    @_answering
    def DiffConfig(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Say what a changed setting of the provider means."""
        old, new = (from_struct(s) for s in (request.old_inputs or request.olds, request.news))
        changed = sorted(n for n in {*old, *new} - {"version"} if old.get(n) != new.get(n))
        kinds = provider_pb2.DiffResponse.DiffChanges
        # `aws` replaces everything when its region changes, and nothing else; `aws-native` nothing.
        return provider_pb2.DiffResponse(
            changes=kinds.DIFF_SOME if changed else kinds.DIFF_NONE,
            diffs=changed,
            replaces=[n for n in changed if n == "region" and _provider(request.urn) == "aws"],
        )

    @_answering
    def Configure(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Keep the settings of one provider instance, by its connection."""
        config = from_struct(request.args)
        for key, value in request.variables.items():
            config.setdefault(key.rpartition(":")[2], value)
        scope = scope_of(config, self._fallback.region)
        account = self._account.configured(config, scope.region)
        self._configured[context.peer()] = scope, account
        self._fallback = scope
        return provider_pb2.ConfigureResponse(supportsPreview=True)

    # Resources.

    @_answering
    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Check inputs and fill in what the provider decides."""
        token = _token(request.urn)
        kind, schema = known_type(token), resource_schema(token)
        if schema is None:
            failures = _failures([("", not_in_sdk(token))])
            return provider_pb2.CheckResponse(inputs=request.news, failures=failures)
        self._notes.tell(context.peer(), request.urn, kind)
        inputs, violations = checked(
            kind,
            schema,
            self._served(context)[0],
            request.name or request.urn.rsplit("::", 1)[1],
            request.randomSeed,
            from_struct(request.olds),
            from_struct(request.news),
            self._ledger.get(request.urn),
        )
        failures = _failures(violations)
        return provider_pb2.CheckResponse(inputs=to_struct(inputs), failures=failures)

    @_answering
    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Say what changes, and whether that replaces."""
        resource = self._existing(request, context)
        _, old, new = _change(request)
        found = changes(resource.kind, old, new)
        kinds = provider_pb2.DiffResponse.DiffChanges
        if resource.kind.native and found:
            # The engine compares for itself, and the SDK tells it what to replace.
            return provider_pb2.DiffResponse(changes=kinds.DIFF_UNKNOWN, deleteBeforeReplace=True)
        replaces = sorted({change.top for change in found if change.replaces})
        return provider_pb2.DiffResponse(
            changes=kinds.DIFF_SOME if found else kinds.DIFF_NONE,
            diffs=list(dict.fromkeys(change.top for change in found)),
            replaces=replaces,
            deleteBeforeReplace=bool(replaces)
            and deletes_first(resource.kind, resource.schema, old, new),
            hasDetailedDiff=True,
            detailedDiff={
                change.path: provider_pb2.PropertyDiff(kind=_kind_of(change), inputDiff=True)
                for change in found
            },
        )

    @_answering
    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Create a resource, or tell in a preview what is known of it."""
        resource = self._resource(request.urn, context)
        inputs = from_struct(request.properties)
        if request.preview or has_unknown(inputs):
            undecided = dict.fromkeys(resource.schema.undecided, UNKNOWN)
            outputs = {**undecided, **inputs, DEFAULTS: None}
            return provider_pb2.CreateResponse(properties=to_struct(outputs))
        physical_id, outputs = resource.create(request.urn, inputs, self._ledger)
        return provider_pb2.CreateResponse(id=physical_id, properties=to_struct(outputs))

    @_answering
    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Change a resource."""
        resource = self._existing(request, context)
        outputs, old, new = _change(request)
        if request.preview:
            planned = {**outputs, **new, DEFAULTS: None}
            return provider_pb2.UpdateResponse(properties=to_struct(planned))
        updated = resource.update(request.id, outputs, old, new)
        return provider_pb2.UpdateResponse(properties=to_struct(updated))

    @_answering
    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Read a resource: for refresh, import and `get`."""
        resource = self._existing(request, context)
        outputs = _own(request.urn, request.properties)
        found = resource.read(request.id, outputs, from_struct(request.inputs))
        if found is None:
            return provider_pb2.ReadResponse()
        properties, inputs = found
        return provider_pb2.ReadResponse(
            id=request.id, properties=to_struct(properties), inputs=to_struct(inputs)
        )

    @_answering
    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Delete a resource."""
        resource = self._resource(request.urn, context)
        resource.delete(request.id, _own(request.urn, request.properties))
        self._ledger.forget(request.urn, request.id)
        return empty_pb2.Empty()

    @_answering
    def Invoke(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Call a function."""
        try:
            result = invoke(request.tok, from_struct(request.args), *self._served(context))
        except FunctionFailure as failure:
            return provider_pb2.InvokeResponse(failures=_failures(failure.problems))
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").CopyFrom(to_struct(result))
        return response

    def _served(self, context: grpc.ServicerContext) -> tuple[Scope, Account]:
        return self._configured.get(context.peer(), (self._fallback, self._account))

    def _resource(self, urn: str, context: grpc.ServicerContext) -> Resource:
        token = _token(urn)
        kind, schema = known_type(token), resource_schema(token)
        if schema is None:
            raise Refused(not_in_sdk(token))
        return Resource(kind, schema, *self._served(context))

    def _existing(self, request: Any, context: grpc.ServicerContext) -> Resource:
        """The resource of a request that shows that the engine knows its id."""
        resource = self._resource(request.urn, context)
        self._ledger.forget(request.urn, request.id)
        return resource


def _failures(found: Iterable[tuple[str, str]]) -> list[provider_pb2.CheckFailure]:
    """What is wrong with inputs or arguments, by path."""
    return [provider_pb2.CheckFailure(property=path, reason=reason) for path, reason in found]


def _change(request: Any) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Outputs, old and new inputs of a change."""
    outputs = _own(request.urn, request.olds)
    old = from_struct(request.old_inputs) if request.old_inputs.fields else outputs
    return outputs, old, from_struct(request.news)


def _kind_of(change: Change) -> Any:
    """`UPDATE_REPLACE` and the like."""
    name = f"{change.kind}_replace" if change.replaces else change.kind
    return provider_pb2.PropertyDiff.Kind.Value(name.upper())


def _own(urn: str, properties: Any) -> dict[str, Any]:
    """Properties from the engine's state, provided that it was the sandbox that wrote them."""
    state = from_struct(properties)
    if state and MARK not in state and set(state) - {"id"}:
        raise Refused(
            f"{urn}: must have been made in the sandbox, got a resource of another account; "
            "this stack belongs to real AWS and the sandbox leaves it alone"
        )
    return state


def _provider(urn: str) -> str:
    """`aws-native` of the URN of a provider, whose type is `pulumi:providers:aws-native`."""
    return _token(urn).rpartition(":")[2] if urn else "aws"


def _token(urn: str) -> str:
    """`aws:s3/bucket:Bucket` of a URN whose type part names the parents too."""
    return urn.split("::")[2].rsplit("$", 1)[-1]
