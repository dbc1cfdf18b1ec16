"""Waits for PostgreSQL where a result must not be lost: after the effect nothing is answered before it is down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from riposte_runner.database import Unreachable
from riposte_runner.logs import logger
from riposte_runner.sandbox.port import Stop

FIRST_SECONDS = 0.2
LONGEST_SECONDS = 5.0

T = TypeVar("T")

log = logger("database")


async def until_reachable(attempt: Callable[[], Awaitable[T]], give_up: Stop | None = None) -> T:
    """Raises one of `Unreachable` only when `give_up` is requested."""
    delay = FIRST_SECONDS
    while True:
        try:
            return await attempt()
        except Unreachable:
            if give_up is not None and give_up.reason is not None:
                raise
            log.warning("PostgreSQL is not reachable, a result is held back until it is")
        await asyncio.sleep(delay)
        delay = min(delay * 2, LONGEST_SECONDS)
