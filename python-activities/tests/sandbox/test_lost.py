"""However the launcher ends: its scripts have not ended by themselves, and nobody says that they failed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from launchers import jobs_below, started_launcher, until_ready
from scripts import SMALL, run

from riposte_runner.launch.process import descendants, kill
from riposte_runner.report import parse_report
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import SandboxEnd, SandboxRequest, Stop

Ends = Callable[["subprocess.Popen[bytes]"], None]

# The second process is how a test sees that it has begun.
SLEEPS = "import os, time\ndef main():\n    os.fork()\n    time.sleep(600)\n"


def by_sigterm(launcher: subprocess.Popen[bytes]) -> None:
    launcher.terminate()


def by_sigkill(launcher: subprocess.Popen[bytes]) -> None:
    launcher.kill()


def by_the_end_of_stdin(launcher: subprocess.Popen[bytes]) -> None:
    assert launcher.stdin is not None
    launcher.stdin.close()


def by_sigterm_to_everything(launcher: subprocess.Popen[bytes]) -> None:
    """As a service manager does; here the launcher learns of it last."""
    os.kill(launcher.pid, signal.SIGSTOP)
    for pid in descendants([launcher.pid])[1:]:
        kill(pid, signal.SIGTERM)
    os.kill(launcher.pid, signal.SIGTERM)
    os.kill(launcher.pid, signal.SIGCONT)


def lose(sandbox: LaunchedSandbox, socket_path: Path, ends: Ends) -> SandboxEnd:
    """Ends a launcher while its script runs."""
    chosen = LaunchedSandbox(str(socket_path), sandbox.backend, own_uid_per_job=False)

    async def go(launcher: subprocess.Popen[bytes]) -> SandboxEnd:
        # A zygote that has just been started could be taken for a job.
        await until_ready(str(socket_path))
        running = asyncio.create_task(chosen.run(request_of(SLEEPS), Stop()))
        # Bubblewrap twice, a first process or a keeper, and the script twice.
        while len(jobs_below(launcher.pid)) < (4 if sandbox.backend == "bubblewrap" else 3):
            await asyncio.sleep(0.02)
        ends(launcher)
        return await running

    with started_launcher(socket_path) as launcher:
        return asyncio.run(go(launcher))


def request_of(source: str) -> SandboxRequest:
    return SandboxRequest("main", source, b"{}", None, {}, 60, SMALL)


@pytest.mark.parametrize("ends", [by_sigterm, by_the_end_of_stdin, by_sigterm_to_everything])
def test_a_script_of_a_launcher_that_ends_is_lost(sandbox: LaunchedSandbox, tmp_path: Path, ends: Ends) -> None:
    end = lose(sandbox, tmp_path / "launcher.sock", ends)
    assert (end.ended_by, parse_report(end.report).ready) == ("lost", True)


async def end_while_starting(chosen: LaunchedSandbox, launcher: subprocess.Popen[bytes], after: float) -> SandboxEnd:
    stop = Stop()
    running = asyncio.create_task(chosen.run(request_of(SLEEPS), stop))
    await asyncio.sleep(after)
    by_sigterm(launcher)
    await asyncio.to_thread(launcher.wait)
    stop.request("shutdown")
    return await running


@pytest.mark.parametrize("after", [0.002, 0.01, 0.02, 0.03, 0.05])
def test_so_is_one_whose_sandbox_was_just_starting(sandbox: LaunchedSandbox, tmp_path: Path, after: float) -> None:
    """Before it was taken at all it waits for the next launcher; here there is none, so a stop ends that."""
    path = tmp_path / "launcher.sock"
    chosen = LaunchedSandbox(str(path), sandbox.backend, own_uid_per_job=False)
    with started_launcher(path) as launcher:
        assert asyncio.run(end_while_starting(chosen, launcher, after)).ended_by in ("lost", "shutdown")


def test_a_launcher_that_was_killed_loses_its_scripts(sandbox: LaunchedSandbox, tmp_path: Path) -> None:
    assert lose(sandbox, tmp_path / "launcher.sock", by_sigkill).ended_by == "lost"


def test_a_script_killed_by_itself_has_ended_by_itself(sandbox: LaunchedSandbox) -> None:
    _verdict, end = run(sandbox, "import os, signal\ndef main(): os.kill(os.getpid(), signal.SIGTERM)\n")
    assert (end.ended_by, end.exit_code) == ("exit", 143)
