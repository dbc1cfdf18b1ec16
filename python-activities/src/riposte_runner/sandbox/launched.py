"""The sandbox as the worker uses it: starts a job at the launcher, feeds it, bounds it, ends it."""

from __future__ import annotations

import asyncio
import json
import math
import os
import signal
import time
from collections.abc import Callable, Coroutine
from typing import Any

from riposte_runner.launch.bubblewrap import ENVIRONMENT_INSIDE
from riposte_runner.sandbox.launcher_client import RunningJob, start_job
from riposte_runner.sandbox.own_time import sleep_own_time
from riposte_runner.sandbox.pipes import JobPipes
from riposte_runner.sandbox.port import Backend, EndedBy, Progress, SandboxEnd, SandboxRequest, Stop, Talk
from riposte_runner.sandbox.process_count import process_allowance
from riposte_runner.sandbox.tree_watch import watch_tree

# After the last process of a job its pipes end at once; this only guards against a fault of ours.
DRAIN_SECONDS = 5.0
KILLED = 128 + signal.SIGKILL


class LaunchedSandbox:
    def __init__(self, socket_path: str, backend: Backend, own_uid_per_job: bool) -> None:
        self.backend: Backend = backend
        self.socket_path = socket_path
        self.own_uid_per_job = own_uid_per_job

    async def run(
        self, request: SandboxRequest, stop: Stop, progress: Progress | None = None, talk: Talk | None = None
    ) -> SandboxEnd:
        verdict: asyncio.Future[EndedBy] = asyncio.get_running_loop().create_future()

        def end(reason: EndedBy) -> None:
            if not verdict.done():
                verdict.set_result(reason)

        progress = progress or Progress()
        has_network = request.network is not None and self.backend != "weak"
        pipes = JobPipes(request.limits.output_bytes, progress.output, lambda: end("output"), has_network, talk)
        started = time.monotonic()
        try:
            job = await unless_stopped(start_job(self.socket_path, self.backend, request, pipes.for_job), stop)
        except BaseException:
            pipes.close()
            raise
        if job is None:
            pipes.close()
            return SandboxEnd(stop.reason or "cancelled", KILLED, (), b"", 0)
        pipes.close_job_side()
        pump = asyncio.create_task(pipes.pump(self._encode(request)))
        watch = asyncio.create_task(watch_tree(job.pid, request.limits, progress, end))
        timer = asyncio.create_task(time_out(request.timeout_seconds, end))
        try:
            ended_by, exit_code = await supervise(job, verdict, stop)
            if talk is not None:
                talk.close()
            await until_drained(pump)
        finally:
            timer.cancel()
            watch.cancel()
            pump.cancel()
            job.close()
        return SandboxEnd(
            # A script that ended by itself may still have left too much in its pipes.
            ended_by="output" if ended_by == "exit" and pipes.overflowed else ended_by,
            exit_code=exit_code,
            output=tuple(pipes.output),
            report=pipes.report if talk is None else talk.report,
            duration_ms=round((time.monotonic() - started) * 1000),
            refusals=tuple(pipes.refusals.texts),
        )

    def _packages(self, request: SandboxRequest) -> str | None:
        """Where the script finds them."""
        if request.packages is None:
            return None
        return request.packages.folder if self.backend == "weak" else ENVIRONMENT_INSIDE

    def _encode(self, request: SandboxRequest) -> tuple[bytes, bytes]:
        """A line of JSON, and the arguments after it, as they are."""
        limits = request.limits
        body = {
            "entry": request.entry,
            "source": request.source,
            "command": request.command,
            "connector": request.connector,
            "environment": request.environment,
            "packages": self._packages(request),
            **given_to_trigger(request),
            "limits": {
                "memoryMb": limits.memory_mb,
                "diskMb": limits.disk_mb,
                "resultBytes": limits.result_bytes,
                "processes": limits.processes + process_allowance(self.backend, self.own_uid_per_job),
                "openFiles": limits.open_files,
                "cpuSeconds": cpu_of_one_process(request),
            },
        }
        return json.dumps(body).encode() + b"\n", b"" if request.entry == "trigger" else request.arguments


def given_to_trigger(request: SandboxRequest) -> dict[str, str]:
    """With it in one line: what comes after that are answers."""
    if request.entry != "trigger":
        return {}
    return {"given": request.arguments.decode("utf-8", "surrogatepass"), "files": request.files}


def cpu_of_one_process(request: SandboxRequest) -> int:
    """Its whole tree is watched, and wall time decides; this is for what would escape both. It counts all threads."""
    by_time = math.ceil(request.timeout_seconds) * (os.cpu_count() or 1)
    own = request.limits.cpu_seconds
    return (by_time if own is None else min(own, by_time)) + 1


async def supervise(job: RunningJob, verdict: asyncio.Future[EndedBy], stop: Stop) -> tuple[EndedBy, int]:
    """Waits for the end of the job, or brings it about; a job that has ended otherwise by then has ended so."""
    exited = asyncio.create_task(job.ended())
    stopped = asyncio.create_task(stop.requested.wait())
    try:
        await asyncio.wait({exited, stopped, verdict}, return_when=asyncio.FIRST_COMPLETED)
        if not exited.done():
            job.kill()
        ended_by, exit_code = await exited
        own = verdict.result() if verdict.done() else stop.reason
        return ended_by or own or "lost", exit_code
    finally:
        stopped.cancel()
        exited.cancel()


async def unless_stopped(starting: Coroutine[Any, Any, RunningJob], stop: Stop) -> RunningJob | None:
    """None where a stop came first: then nothing has begun."""
    started = asyncio.create_task(starting)
    stopped = asyncio.create_task(stop.requested.wait())
    try:
        await asyncio.wait({started, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return await started if started.done() else None
    finally:
        started.cancel()
        stopped.cancel()


async def time_out(seconds: float, end: Callable[[EndedBy], None]) -> None:
    await sleep_own_time(seconds)
    end("timeout")


async def until_drained(pump: asyncio.Task[None]) -> None:
    late = asyncio.create_task(sleep_own_time(DRAIN_SECONDS))
    try:
        await asyncio.wait({pump, late}, return_when=asyncio.FIRST_COMPLETED)
        if not pump.done():
            raise TimeoutError("the pipes of a job that is over stay open")
        await pump
    finally:
        late.cancel()
