"""What the engine asks a language host: what a program needs, and to run it."""

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2

from .children import Children, output
from .install import install
from .interpreter import Interpreter, OptionError, interpreter, python_version
from .packages import installed, plugins
from .policy_proxy import PolicyProxy
from .protocol import language_pb2, language_pb2_grpc, plugin_pb2

_ANALYZER = "analyzer"
_EXPLAINED_ITSELF = 32
"""Exit code of a program that has already shown its error: the engine must not add another."""


class LanguageRuntime(language_pb2_grpc.LanguageRuntimeServicer):
    """Answers the engine's calls."""

    def __init__(self, executor: Path, engine: str, version: str, children: Children) -> None:
        self._executor = executor
        self._engine = engine
        self._version = version
        self._children = children

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Learn the engine's address from an engine that attached to us."""
        self._engine = request.engine_address or self._engine
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Return the version of the engine that this host was built for."""
        return plugin_pb2.PluginInfo(version=self._version)

    def GetRequiredPackages(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Return the resource plugins that the installed packages need."""
        folders = _interpreter(request, context).package_folders()
        answer = language_pb2.GetRequiredPackagesResponse()
        for plugin in plugins(folders):
            parameterization = plugin.pop("parameterization", None)
            needed = answer.packages.add(**plugin)
            if parameterization:
                needed.parameterization.name = parameterization["name"]
                needed.parameterization.version = parameterization["version"]
                needed.parameterization.value = base64.b64decode(parameterization["value"])
        return answer

    def GetProgramDependencies(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Return what is installed, for `pulumi about`."""
        folders = _interpreter(request, context).package_folders()
        answer = language_pb2.GetProgramDependenciesResponse()
        for package in installed(folders, transitive=request.transitiveDependencies):
            answer.dependencies.add(name=package.name, version=package.version)
        return answer

    def About(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Return which Python runs the programs."""
        python = _command(_interpreter(request, context), context)
        shown = subprocess.run(
            [python, "-c", "import platform; print(platform.python_version())"],
            capture_output=True,
            text=True,
            check=False,
        )
        return language_pb2.AboutResponse(
            executable=str(python), version=shown.stdout.strip() or python_version()
        )

    def InstallDependencies(self, request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        """Make the virtual environment if there is none, and install requirements.txt into it."""
        python = _interpreter(request, context, is_plugin=request.is_plugin)
        failed = ""
        for name, chunk in install(python, Path(request.info.program_directory), self._children):
            if name == "failed":
                failed = chunk.decode()
            else:
                yield language_pb2.InstallDependenciesResponse(**{name: chunk})
        if failed:
            context.abort(grpc.StatusCode.UNKNOWN, failed)

    def RuntimeOptionsPrompts(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Ask nothing in `pulumi new`."""
        return language_pb2.RuntimeOptionsResponse()

    def Run(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Run a program to its end; what it prints goes to the engine as it is printed."""
        python = _interpreter(request, context)
        environment = python.environment()
        if request.config:
            environment["PULUMI_CONFIG"] = json.dumps(dict(request.config))
        environment["PULUMI_CONFIG_SECRET_KEYS"] = json.dumps(list(request.configSecretKeys))
        arguments = {
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
        options = [
            part for key, value in arguments.items() if value for part in (f"--{key}", value)
        ]
        command = [_command(python, context), self._executor, *options]
        command += [request.info.entry_point, *request.args]
        folder = request.info.program_directory
        program = self._start(command, environment, folder, context)
        context.add_callback(lambda: self._children.end(program))
        code = self._children.wait(program)
        if code == _EXPLAINED_ITSELF:
            return language_pb2.RunResponse(bail=True)
        if code:
            return language_pb2.RunResponse(
                error=f"program exited with non-zero exit code: {max(code, -1)}"
            )
        return language_pb2.RunResponse()

    def RunPlugin(self, request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        """Run a policy pack or a plugin that is a folder, and stream what it prints."""
        is_pack = request.kind == _ANALYZER
        python = _interpreter(request, context, is_plugin=not is_pack)
        executable = _command(python, context)
        folder = request.info.program_directory
        told = dict(pair.split("=", 1) for pair in request.env)
        if not is_pack:
            command = [executable, *_plugin(Path(folder), context), *request.args]
            environment = {**python.environment(), **told}
            yield from self._stream(command, environment, request.pwd, context)
            return
        proxy = PolicyProxy()
        context.add_callback(proxy.stop)
        yield language_pb2.RunPluginResponse(stdout=f"{proxy.port}\n".encode())
        environment = {**python.environment(), **proxy.configuration(), **told}
        command = [executable, "-u", "-m", "pulumi.policy", *request.args, folder]
        yield from self._stream(command, environment, folder, context, proxy)

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

    def _start(
        self,
        command: list[str | Path],
        environment: dict[str, str],
        cwd: str,
        context: grpc.ServicerContext,
        *,
        piped: bool = False,
    ) -> subprocess.Popen[bytes]:
        try:
            return self._children.start(command, environment, cwd=cwd, piped=piped)
        except OSError as error:
            context.abort(grpc.StatusCode.FAILED_PRECONDITION, f"{command[0]}: {error}")
        raise AssertionError("abort always raises")

    def _stream(
        self,
        command: list[str | Path],
        environment: dict[str, str],
        cwd: str,
        context: grpc.ServicerContext,
        proxy: PolicyProxy | None = None,
    ) -> Iterator[Any]:
        process = self._start(command, environment, cwd, context, piped=True)
        context.add_callback(lambda: self._children.end(process))
        first = b""
        for name, chunk in output(process):
            # The pack's first line is its port, which is for the proxy and not for the engine.
            if name == "stdout" and proxy is not None:
                first += chunk
                if b"\n" not in first:
                    continue
                line, chunk = first.split(b"\n", 1)
                proxy.attach(int(line))
                proxy = None
            if chunk:
                yield language_pb2.RunPluginResponse(**{name: chunk})
        code = self._children.wait(process)
        if proxy is not None:
            proxy.fail(f"the policy pack ended before it answered, with exit code {code}")
        yield language_pb2.RunPluginResponse(exitcode=code)


def _plugin(folder: Path, context: grpc.ServicerContext) -> list[str]:
    """Arguments that start the plugin in `folder`."""
    if (folder / "__main__.py").exists():
        return [str(folder)]
    context.abort(
        grpc.StatusCode.FAILED_PRECONDITION,
        f"{folder}: a plugin must have __main__.py to be run here, got a folder without it",
    )
    raise AssertionError("abort always raises")


def _interpreter(
    request: Any, context: grpc.ServicerContext, *, is_plugin: bool = False
) -> Interpreter:
    try:
        return interpreter(request.info, is_plugin=is_plugin)
    except OptionError as error:
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))
    raise AssertionError("abort always raises")


def _command(python: Interpreter, context: grpc.ServicerContext) -> Path:
    try:
        return python.command()
    except OptionError as error:
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))
    raise AssertionError("abort always raises")
