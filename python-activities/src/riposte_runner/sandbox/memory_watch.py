"""Watches how much memory a whole process tree holds: the kernel's own limit counts each process alone."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from riposte_runner.launch.process import descendants

INTERVAL_SECONDS = 0.25
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


async def watch_memory(root: int, limit_bytes: int, on_exceeded: Callable[[], None]) -> None:
    """Ends when the limit is passed; else cancel it."""
    while private_bytes(root) <= limit_bytes:
        await asyncio.sleep(INTERVAL_SECONDS)
    on_exceeded()


def private_bytes(root: int) -> int:
    total = 0
    for pid in descendants([root]):
        try:
            _size, resident, shared, *_rest = (Path("/proc") / str(pid) / "statm").read_text().split()
        except OSError:
            continue
        total += (int(resident) - int(shared)) * PAGE_BYTES
    return total
