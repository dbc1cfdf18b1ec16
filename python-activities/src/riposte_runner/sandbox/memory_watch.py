"""Watches how much memory a whole process tree holds: the kernel's own limit counts each process alone."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

INTERVAL_SECONDS = 0.25
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


async def watch_memory(root: int, limit_bytes: int, on_exceeded: Callable[[], None]) -> None:
    """Ends when the limit is passed; else cancel it."""
    while private_bytes(root) <= limit_bytes:
        await asyncio.sleep(INTERVAL_SECONDS)
    on_exceeded()


def private_bytes(root: int) -> int:
    total = 0
    waiting = [root]
    seen: set[int] = set()
    while waiting:
        pid = waiting.pop()
        if pid in seen:
            continue
        seen.add(pid)
        folder = Path("/proc") / str(pid)
        try:
            _size, resident, shared, *_rest = (folder / "statm").read_text().split()
            total += (int(resident) - int(shared)) * PAGE_BYTES
            # A process may fork in any of its threads.
            for task in (folder / "task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return total
