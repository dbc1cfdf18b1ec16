"""Who looks on sees what a script prints and needs while it runs."""

from __future__ import annotations

import asyncio

from scripts import SMALL

from riposte_runner.sandbox.port import Progress, Sandbox, SandboxEnd, SandboxRequest, Stop

SOURCE = b"""
import time
print("first")
held = bytearray(30_000_000)
while True: time.sleep(0.1)
"""


async def watched(sandbox: Sandbox) -> tuple[Progress, SandboxEnd]:
    """Stops it when its first line has been seen, and what it needed."""
    request = SandboxRequest("plain", SOURCE.decode(), b"{}", None, {}, timeout_seconds=60, limits=SMALL)
    progress, stop = Progress(), Stop()
    running = asyncio.ensure_future(sandbox.run(request, stop, progress))
    while not running.done() and not (progress.output and progress.peak_bytes > 30_000_000):
        await asyncio.sleep(0.05)
    stop.request("cancelled")
    return progress, await running


def test_lines_and_memory_are_seen_before_its_end(sandbox: Sandbox) -> None:
    progress, end = asyncio.run(watched(sandbox))
    assert end.ended_by == "cancelled"
    assert b"".join(chunk.data for chunk in progress.output) == end.stream("stdout") == b"first\n"
