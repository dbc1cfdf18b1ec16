"""Who looks on sees what a script prints and needs while it runs."""

from __future__ import annotations

import asyncio
import textwrap
from typing import Literal

import pytest
from scripts import SMALL, failure_of, run

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


@pytest.mark.parametrize("entry", ["main", "plain"])
def test_what_was_printed_before_it_was_ended_is_kept(sandbox: Sandbox, entry: Literal["main", "plain"]) -> None:
    body = "print('asked the firewall')\nprint('blocking', file=sys.stderr)\ntime.sleep(60)"
    script = "import sys, time\n" + (f"def main():\n{textwrap.indent(body, ' ')}" if entry == "main" else body)
    verdict, end = run(sandbox, script, entry=entry, timeout=2)
    assert failure_of(verdict).code == "timeout"
    assert "blocking" in verdict.log
    said = verdict.log if entry == "main" else end.stream("stdout").decode()
    assert "asked the firewall" in said
