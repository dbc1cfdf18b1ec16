"""Hears at once when somebody asks to stop an attempt; who misses it is told by the next renewal."""

from __future__ import annotations

import asyncio

import psycopg

from riposte_runner.database import Unreachable
from riposte_runner.logs import logger
from riposte_runner.sandbox.port import Stop

AGAIN_SECONDS = 2.0

log = logger("cancellation")


class Cancellations:
    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._stops: dict[str, Stop] = {}

    def watch(self, name: str, stop: Stop) -> None:
        self._stops[name] = stop

    def forget(self, name: str) -> None:
        self._stops.pop(name, None)

    async def listen(self) -> None:
        """Never ends; cancel it."""
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(self._url, autocommit=True, connect_timeout=5)
                async with connection:
                    await connection.execute("LISTEN attempt_cancel")
                    async for notice in connection.notifies():
                        if stop := self._stops.get(notice.payload):
                            stop.request("cancelled")
            except Unreachable:
                log.warning("not connected to PostgreSQL, trying again")
            await asyncio.sleep(AGAIN_SECONDS)
