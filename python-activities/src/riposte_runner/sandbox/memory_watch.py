"""Watches how much memory a whole process tree holds: the kernel's own limit counts each process alone."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from riposte_runner.launch.process import descendants
from riposte_runner.sandbox.port import EndedBy, Limits

INTERVAL_SECONDS = 0.25
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1024 * 1024


async def watch_memory(root: int, limits: Limits, on_exceeded: Callable[[EndedBy], None]) -> None:
    """Ends when the limit is passed; else cancel it."""
    while True:
        pids = descendants([root])
        if private_bytes(pids) > limits.memory_mb * MEGABYTE:
            break
        await asyncio.sleep(INTERVAL_SECONDS)
    # Each holds little then: it is their number that took the memory.
    on_exceeded("processes" if threads(pids) >= limits.processes / 2 else "memory")


def private_bytes(pids: list[int]) -> int:
    total = 0
    for pid in pids:
        try:
            _size, resident, shared, *_rest = (Path("/proc") / str(pid) / "statm").read_text().split()
        except OSError:
            continue
        total += (int(resident) - int(shared)) * PAGE_BYTES
    return total


def threads(pids: list[int]) -> int:
    """As the kernel counts for its limit of processes."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            total += sum(1 for _task in (Path("/proc") / str(pid) / "task").iterdir())
    return total
