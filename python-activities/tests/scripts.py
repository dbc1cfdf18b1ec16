"""Runs scripts in a sandbox the way the worker does, without its database."""

from __future__ import annotations

import asyncio
import textwrap
from typing import Literal

from riposte_runner.job import Job, Script
from riposte_runner.sandbox.port import (
    Limits,
    Network,
    Packages,
    Python,
    Sandbox,
    SandboxEnd,
    SandboxRequest,
    Stop,
    StopReason,
)
from riposte_runner.verdict import Failed, Success, Verdict, judge

SMALL = Limits(memory_mb=192, disk_mb=8, processes=32)
NOTHING = SandboxRequest("main", "", b"", None, {}, 60, SMALL)


def run(
    sandbox: Sandbox,
    source: str,
    arguments: str = "{}",
    *,
    entry: Literal["main", "plain"] = "main",
    timeout: float = 20,
    limits: Limits = SMALL,
    environment: dict[str, str] | None = None,
    stop_after: tuple[float, StopReason] | None = None,
    python: Python | None = None,
    packages: Packages | None = None,
    network: Network | None = None,
) -> tuple[Verdict, SandboxEnd]:
    request = SandboxRequest(
        entry,
        textwrap.dedent(source),
        arguments.encode("utf-8", "surrogatepass"),
        None,
        environment or {},
        timeout,
        limits,
        python,
        packages,
        network,
    )

    async def go() -> SandboxEnd:
        stop = Stop()
        if stop_after is not None:
            asyncio.get_running_loop().call_later(stop_after[0], stop.request, stop_after[1])
        return await sandbox.run(request, stop)

    end = asyncio.run(go())
    return judge(end, job_for(entry, timeout), limits), end


def result_of(sandbox: Sandbox, source: str, arguments: str = "{}", limits: Limits = SMALL) -> str:
    verdict, _end = run(sandbox, source, arguments, limits=limits)
    assert isinstance(verdict.of, Success), verdict
    return verdict.of.result


def failure_of(verdict: Verdict) -> Failed:
    assert isinstance(verdict.of, Failed), verdict
    return verdict.of


def job_for(entry: Literal["main", "plain"], timeout: float) -> Job:
    script = Script(hash="", entry=entry, memory_mb=0, name="test.py")
    nothing = {"kind": "inline", "json": "{}"}
    return Job("ws_default", "run_test", "step", "", 1, "script.test", False, None, script, timeout, nothing)
