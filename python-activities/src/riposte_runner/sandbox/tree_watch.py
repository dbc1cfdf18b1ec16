"""Watches what a whole process tree holds and uses: the kernel's own limits count each process alone."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from riposte_runner.launch.process import descendants
from riposte_runner.sandbox.port import EndedBy, Limits, Progress

# What is over sooner has had no time for much, and a process alone has the kernel's limit.
FIRST_SECONDS = 0.02
INTERVAL_SECONDS = 0.25
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1024 * 1024


async def watch_tree(root: int, limits: Limits, progress: Progress, on_exceeded: Callable[[EndedBy], None]) -> None:
    """Ends when a limit is passed; else cancel it."""
    pause = FIRST_SECONDS
    while True:
        await asyncio.sleep(pause)
        pause = min(pause * 2, INTERVAL_SECONDS)
        pids = descendants([root])
        if limits.cpu_seconds is not None and cpu_seconds(pids) > limits.cpu_seconds:
            on_exceeded("cpu")
            return
        held = [private_bytes(pid) for pid in pids]
        needed = sum(held)
        progress.peak_bytes = max(progress.peak_bytes, needed)
        if needed > limits.memory_mb * MEGABYTE:
            break
    by_number = max(held) < limits.memory_mb * MEGABYTE / 8 or threads(pids) >= limits.processes / 2
    on_exceeded("processes" if by_number else "memory")


def private_bytes(pid: int) -> int:
    """None of one that is over."""
    try:
        _size, resident, shared, *_rest = (Path("/proc") / str(pid) / "statm").read_text().split()
    except OSError:
        return 0
    return (int(resident) - int(shared)) * PAGE_BYTES


def cpu_seconds(pids: list[int]) -> float:
    """By what runs, and by what has ended and been waited for by one that runs."""
    ticks = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            fields = (Path("/proc") / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
            ticks += sum(int(field) for field in fields[11:15])
    return ticks / TICKS_A_SECOND


def threads(pids: list[int]) -> int:
    """As the kernel counts for its limit of processes."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            total += sum(1 for _task in (Path("/proc") / str(pid) / "task").iterdir())
    return total
