"""Finds the launcher, tries a real launch, and says what scripts will run in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from riposte_runner.report import parse_report
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.own_launcher import OwnLauncher
from riposte_runner.sandbox.port import Backend, Limits, SandboxRequest, SandboxUnavailable, Stop

PROBE = "def main():\n    return 1\n"


@dataclass(frozen=True)
class ChosenSandbox:
    sandbox: LaunchedSandbox
    # How it isolates: `bubblewrap` (the zygote does, too), `weak`, or `missing: reason`; then scripts are tried all the
    # same, for the machine may be mended.
    state: str
    own_launcher: OwnLauncher | None


async def choose_sandbox(launcher_socket: str | None, weak: bool, options: Sequence[str]) -> ChosenSandbox:
    """`options`: of a launcher that is started here."""
    own = None
    if launcher_socket is None:
        own = OwnLauncher(options)
        await own.start()
    backend: Backend = "weak" if weak else "zygote"
    path = launcher_socket if own is None else own.socket_path
    assert path is not None
    sandbox = LaunchedSandbox(path, backend, own_uid_per_job=own is None)
    problem = await probe(sandbox)
    state = "weak" if weak else "bubblewrap"
    return ChosenSandbox(sandbox, state if problem is None else f"missing: {problem}", own)


async def probe(sandbox: LaunchedSandbox) -> str | None:
    request = SandboxRequest("main", PROBE, b"{}", None, {}, timeout_seconds=20, limits=Limits())
    try:
        end = await sandbox.run(request, Stop())
    except SandboxUnavailable as error:
        return str(error)
    if end.ended_by == "exit" and end.exit_code == 0 and parse_report(end.report).result == "1":
        return None
    said = end.stream("stderr").decode("utf-8", "replace").strip()
    return said.splitlines()[-1] if said else f"a trial script ended by {end.ended_by} ({end.exit_code})"
