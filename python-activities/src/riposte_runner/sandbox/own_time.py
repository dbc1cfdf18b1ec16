"""Time in which this process ran: what stops it, or the whole machine, is nobody else's delay."""

from __future__ import annotations

import asyncio
import time

STEP_SECONDS = 0.5
# A busy process is a little late; one that is later was stopped.
LATE_SECONDS = 2.0


async def sleep_own_time(seconds: float) -> None:
    """After a pause there is always a step left, for what has happened in it to be seen."""
    left = seconds
    while left > 0:
        before = time.monotonic()
        await asyncio.sleep(min(left, STEP_SECONDS))
        passed = time.monotonic() - before
        left = max(left, STEP_SECONDS) if passed > STEP_SECONDS + LATE_SECONDS else left - passed
