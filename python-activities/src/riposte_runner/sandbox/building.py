"""Has the launcher build an environment, and hears what the building says."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from riposte_runner.sandbox.launched import supervise, time_out, until_drained
from riposte_runner.sandbox.launcher_client import python_for_launcher, start_asked
from riposte_runner.sandbox.pipes import JobPipes
from riposte_runner.sandbox.port import Chunk, EndedBy, Python, Stop

MOST_SAID_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Building:
    key: str
    python: Python | None
    # What builder/build_environment.py reads.
    asked: dict[str, Any]
    timeout_seconds: float
    # What it says while it goes on.
    output: list[Chunk] = field(default_factory=list[Chunk])


async def build(socket_path: str, building: Building, stop: Stop) -> tuple[EndedBy, int]:
    """What ended it, and its exit code. Raises SandboxUnavailable."""
    verdict: asyncio.Future[EndedBy] = asyncio.get_running_loop().create_future()

    def end(reason: EndedBy) -> None:
        if not verdict.done():
            verdict.set_result(reason)

    pipes = JobPipes(MOST_SAID_BYTES, building.output, lambda: end("output"))
    message = {"backend": "build", "disk_mb": 1, "files": 1, "environment": building.key}
    try:
        job = await start_asked(socket_path, {**message, **python_for_launcher(building.python)}, pipes.for_job)
    except BaseException:
        pipes.close()
        raise
    pipes.close_job_side()
    pump = asyncio.create_task(pipes.pump([json.dumps(building.asked).encode()]))
    timer = asyncio.create_task(time_out(building.timeout_seconds, end))
    try:
        ended = await supervise(job, verdict, stop)
        await until_drained(pump)
        return ended
    finally:
        timer.cancel()
        pump.cancel()
        job.close()
