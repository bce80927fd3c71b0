"""What the engine asks a language host: what a program needs, and to run it."""

import contextlib
import json
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format

from .children import Children
from .interpreter import Interpreter, OptionError, interpreter
from .policy_proxy import PolicyProxy
from .protocol import language_pb2, language_pb2_grpc, plugin_pb2

_VERSION = "3.259.0"
_EXPLAINED_ITSELF = 32
"""Exit code of a program that has already shown its error: the engine must not add another."""


class LanguageRuntime(language_pb2_grpc.LanguageRuntimeServicer):
    """Answers the engine's calls."""

    def __init__(self, executor: Path, engine: str, children: Children) -> None:
        self._executor, self._engine, self._children = executor, engine, children

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Learn the engine's address from an engine that attached to us."""
        self._engine = request.engine_address or self._engine
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Return the version of the engine that this host was built for."""
        return plugin_pb2.PluginInfo(version=_VERSION)

    def GetRequiredPackages(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Return the resource plugins that the installed packages need."""
        with _refusing(context):
            found = map(needed, interpreter(request.info).plugins())
            answer = language_pb2.GetRequiredPackagesResponse()
            packages = {"packages": [*filter(None, found)]}
            return json_format.ParseDict(packages, answer, ignore_unknown_fields=True)

    def GetProgramDependencies(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Return what is installed, for `pulumi about`."""
        only = [] if request.transitiveDependencies else ["--not-required"]
        with _refusing(context):
            listed = interpreter(request.info).said("-m", "pip", "list", "--format=json", *only)
            found = [
                {"name": p["name"], "version": p["version"]} for p in json.loads(listed or "[]")
            ]
            return language_pb2.GetProgramDependenciesResponse(dependencies=found)

    def About(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Return which Python runs the programs."""
        with _refusing(context):
            python = interpreter(request.info)
            version = python.said("--version").removeprefix("Python").strip()
            return language_pb2.AboutResponse(executable=str(python.command()), version=version)

    def InstallDependencies(self, request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        """Make the virtual environment if there is none, and install requirements.txt into it."""
        with _refusing(context):
            folder = request.info.program_directory
            python = interpreter(request.info, is_plugin=request.is_plugin)
            for step in _installation(python, Path(folder)):
                for name, said in self._children.run(step, python.environment(), folder, context):
                    if name != "exitcode":
                        yield language_pb2.InstallDependenciesResponse(**{name: said})
                    elif said:
                        shown = " ".join(map(str, step))
                        raise OptionError(f"{shown}: ended with exit code {said}")

    def RuntimeOptionsPrompts(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Ask nothing in `pulumi new`."""
        return language_pb2.RuntimeOptionsResponse()

    def Run(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Run a program to its end; what it prints goes to the engine as it is printed."""
        options = {
            "monitor": request.monitor_address,
            "engine": self._engine,
            "project": request.project,
            "root_directory": request.info.root_directory,
            "stack": request.stack,
            "pwd": request.pwd,
            "dry_run": "true" if request.dryRun else "false",
            "parallel": str(request.parallel),
            "organization": request.organization,
        }
        given = [part for key, value in options.items() if value for part in (f"--{key}", value)]
        with _refusing(context):
            python = interpreter(request.info)
            command = [python.command(), self._executor, *given, request.info.entry_point]
            environment = {
                **python.environment(),
                "PULUMI_CONFIG": json.dumps(dict(request.config)),
                "PULUMI_CONFIG_SECRET_KEYS": json.dumps([*request.configSecretKeys]),
            }
            folder = request.info.program_directory
            command += request.args
            code = self._children.start(command, environment, folder, context).wait()
            if code in (0, _EXPLAINED_ITSELF):
                return language_pb2.RunResponse(bail=bool(code))
            said = f"program exited with non-zero exit code: {max(code, -1)}"
            return language_pb2.RunResponse(error=said)

    def RunPlugin(self, request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        """Run a policy pack or a plugin that is a folder, and stream what it prints."""
        run = self._pack if request.kind == "analyzer" else self._plugin
        with _refusing(context):
            for name, said in run(request, context):
                yield language_pb2.RunPluginResponse(**{name: said})

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:
        """End everything that runs."""
        self._children.end_all()
        return empty_pb2.Empty()

    def needs_official(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Refuse what makes code or packages instead of running them."""
        context.abort(
            grpc.StatusCode.UNIMPLEMENTED,
            "the Python language host of a built engine only runs programs, policies and plugins\n"
            "for this command, install the official Pulumi release",
        )

    GenerateProgram = GenerateProject = GeneratePackage = needs_official
    GetRequiredPlugins = Link = Pack = Template = needs_official

    def _plugin(self, request: Any, context: grpc.ServicerContext) -> Iterator[tuple[str, Any]]:
        folder = request.info.program_directory
        if not Path(folder, "__main__.py").exists():
            raise OptionError(
                f"{folder}: a plugin must have __main__.py to be run here, got a folder without it"
            )
        python = interpreter(request.info, is_plugin=True)
        command = [python.command(), folder, *request.args]
        environment = python.environment() | _told(request)
        return self._children.run(command, environment, request.pwd, context)

    def _pack(self, request: Any, context: grpc.ServicerContext) -> Iterator[tuple[str, Any]]:
        folder, python = request.info.program_directory, interpreter(request.info)
        command = [python.command(), "-u", "-m", "pulumi.policy", *request.args, folder]
        proxy = PolicyProxy()
        context.add_callback(proxy.stop)
        yield "stdout", f"{proxy.port}\n".encode()
        environment = python.environment() | proxy.environment() | _told(request)
        for name, said in self._children.run(command, environment, folder, context):
            if name == "exitcode":
                proxy.stop(f"the policy pack ended before it answered, with exit code {said}")
            if name != "stdout" or (said := proxy.heard(said)):
                yield name, said


def needed(described: Path) -> dict[str, Any] | None:
    """Plugin that a package says it needs, in the protocol's words; None if it needs none."""
    plugin = json.loads(described.read_text(encoding="utf-8"))
    if not (plugin.get("resource") and plugin.get("version")):
        return None
    name = described.parent.name.removeprefix("pulumi_").replace("_", "-")
    version = f"v{plugin['version'].removeprefix('v')}"
    return {"name": name, **plugin, "kind": "resource", "version": version}


def _installation(python: Interpreter, folder: Path) -> Iterator[list[str | Path]]:
    environment, requirements = python.virtualenv, folder / "requirements.txt"
    if environment is not None and not (environment / "bin" / "python").exists():
        yield [sys.executable, "-m", "venv", environment]
    if requirements.exists():
        yield [python.command(), "-m", "pip", "install", "-r", requirements]


def _told(request: Any) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in request.env)


@contextlib.contextmanager
def _refusing(context: grpc.ServicerContext) -> Generator[None]:
    """Answer what cannot be done with the reason alone."""
    try:
        yield
    except (OptionError, OSError) as error:
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))
