"""Scripts on their way to the runners of a group; the rules are SQL functions (packages/db/migrations/0031)."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass

import psycopg

from riposte_runner.attempts import Hold
from riposte_runner.database import Database, Unreachable
from riposte_runner.job import Job
from riposte_runner.logs import logger

AGAIN_SECONDS = 2.0

log = logger("groups")


@dataclass(frozen=True)
class Look:
    state: str
    # Since its runner was last heard.
    silent_seconds: float
    # Sealed.
    result: bytes | None


class GroupJobs:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._news: dict[str, asyncio.Event] = {}

    async def offer(self, job: Job, group: str) -> str:
        job_id = f"rjb_{secrets.token_urlsafe(16)}"
        self._news[job_id] = asyncio.Event()
        await self._database.run(
            "SELECT runner_job_offer(%s, %s, %s, %s, %s, %s, %s)", (job_id, job.workspace_id, group, *job.key)
        )
        return job_id

    async def send(self, job_id: str, hold: Hold, expires_at: int, sealed: bytes) -> bool:
        """False where no runner has it."""
        row = await self._database.one(
            "SELECT runner_job_send(%s, %s, %s, %s, %s)", (job_id, hold.owner, hold.fence, expires_at, sealed)
        )
        return row is not None and bool(row[0])

    async def look(self, job_id: str) -> Look | None:
        row = await self._database.one("SELECT state, silent_ms, result FROM runner_job_look(%s)", (job_id,))
        if row is None:
            return None
        state, silent_ms, result = row
        return Look(state, (silent_ms or 0) / 1000, None if result is None else bytes(result))

    async def stop(self, job_id: str, reason: str) -> None:
        await self._database.run("SELECT runner_job_stop(%s, %s)", (job_id, reason))

    async def close(self, job_id: str) -> bool:
        """True where nobody had taken it."""
        self._news.pop(job_id, None)
        row = await self._database.one("SELECT runner_job_close(%s)", (job_id,))
        return row is not None and row[0] is True

    def forget(self, job_id: str) -> None:
        self._news.pop(job_id, None)

    async def news(self, job_id: str, seconds: float) -> None:
        """Waits until something has become of it, or so long."""
        event = self._news[job_id]
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except (TimeoutError, asyncio.TimeoutError):
            return
        event.clear()

    def wake(self, job_id: str) -> None:
        if event := self._news.get(job_id):
            event.set()

    async def listen(self) -> None:
        """Never ends; cancel it."""
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    self._database.url, autocommit=True, connect_timeout=5
                )
                async with connection:
                    await connection.execute("LISTEN runner_jobs")
                    async for notice in connection.notifies():
                        self.wake(notice.payload)
            except Unreachable:
                log.warning("not connected to PostgreSQL, trying again")
            await asyncio.sleep(AGAIN_SECONDS)
