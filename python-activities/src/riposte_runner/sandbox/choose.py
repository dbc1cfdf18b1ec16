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
    # How it isolates: `bubblewrap` (the zygote does, too), `weak`, `partial: reason` (only what the zygote takes can
    # run), or `missing: reason`; then scripts are tried all the same, for the machine may be mended.
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
    return ChosenSandbox(sandbox, await state_of(sandbox), own)


async def state_of(sandbox: LaunchedSandbox) -> str:
    problem = await probe(sandbox)
    if problem is not None:
        return f"missing: {problem}"
    if sandbox.backend == "weak":
        return "weak"
    # With packages, another Python or a way out there is no zygote.
    cold = LaunchedSandbox(sandbox.socket_path, "bubblewrap", sandbox.own_uid_per_job)
    problem = await probe(cold)
    return "bubblewrap" if problem is None else f"partial: {problem}"


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
