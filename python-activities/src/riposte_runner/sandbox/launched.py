"""The sandbox as the worker uses it: starts a job at the launcher, feeds it, bounds it, ends it."""

from __future__ import annotations

import asyncio
import json
import math
import os
import time

from riposte_runner.sandbox.launcher_client import LauncherGone, RunningJob, start_job
from riposte_runner.sandbox.memory_watch import watch_memory
from riposte_runner.sandbox.pipes import JobPipes
from riposte_runner.sandbox.port import Backend, EndedBy, SandboxEnd, SandboxRequest, Stop
from riposte_runner.sandbox.process_count import process_allowance

# After the last process of a job its pipes end at once; this only guards against a fault of ours.
DRAIN_SECONDS = 5.0


class LaunchedSandbox:
    def __init__(self, socket_path: str, backend: Backend, own_uid_per_job: bool) -> None:
        self.backend: Backend = backend
        self._socket_path = socket_path
        self._own_uid_per_job = own_uid_per_job

    async def run(self, request: SandboxRequest, stop: Stop) -> SandboxEnd:
        verdict: asyncio.Future[EndedBy] = asyncio.get_running_loop().create_future()

        def end(reason: EndedBy) -> None:
            if not verdict.done():
                verdict.set_result(reason)

        pipes = JobPipes(request.limits.output_bytes, lambda: end("output"))
        started = time.monotonic()
        try:
            job = await start_job(self._socket_path, self.backend, request.limits, pipes.for_job)
        except BaseException:
            pipes.close()
            raise
        pipes.close_job_side()
        pump = asyncio.create_task(pipes.pump(self._encode(request)))
        memory = asyncio.create_task(watch_memory(job.pid, request.limits, end))
        timer = asyncio.get_running_loop().call_later(request.timeout_seconds, lambda: end("timeout"))
        try:
            ended_by, exit_code = await supervise(job, verdict, stop)
            await asyncio.wait_for(pump, DRAIN_SECONDS)
        finally:
            timer.cancel()
            memory.cancel()
            pump.cancel()
            job.close()
        return SandboxEnd(
            # A script that ended by itself may still have left too much in its pipes.
            ended_by=verdict.result() if ended_by == "exit" and verdict.done() else ended_by,
            exit_code=exit_code,
            output=tuple(pipes.output),
            report=b"".join(pipes.report),
            duration_ms=round((time.monotonic() - started) * 1000),
        )

    def _encode(self, request: SandboxRequest) -> bytes:
        limits = request.limits
        body = {
            "entry": request.entry,
            "source": request.source,
            "arguments": request.arguments,
            "connector": request.connector,
            "environment": request.environment,
            "limits": {
                "memoryMb": limits.memory_mb,
                "diskMb": limits.disk_mb,
                "processes": limits.processes + process_allowance(self.backend, self._own_uid_per_job),
                "openFiles": limits.open_files,
                # Wall time decides; this is for what would escape it. It counts all threads.
                "cpuSeconds": math.ceil(request.timeout_seconds) * (os.cpu_count() or 1) + 1,
            },
        }
        return json.dumps(body).encode()


async def supervise(job: RunningJob, verdict: asyncio.Future[EndedBy], stop: Stop) -> tuple[EndedBy, int]:
    """Waits for the end of the job, or brings it about."""
    exited = asyncio.create_task(job.ended())
    stopped = asyncio.create_task(stop.requested.wait())
    try:
        await asyncio.wait({exited, stopped, verdict}, return_when=asyncio.FIRST_COMPLETED)
        if exited.done():
            return exited.result()
        ended_by: EndedBy = verdict.result() if verdict.done() else stop.reason or "cancelled"
        job.kill()
        _by_itself, exit_code = await exited
        return ended_by, exit_code
    except LauncherGone:
        return "lost", 137
    finally:
        stopped.cancel()
        exited.cancel()
