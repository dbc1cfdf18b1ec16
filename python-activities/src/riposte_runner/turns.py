"""Turns under limits; their rules are SQL functions (packages/db/migrations), shared with TypeScript.

Where no limit holds for a call, nobody is asked. A call that waits is not made: its activity ends with what it waits
for, and its workflow is told when its turn has come.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import psycopg

from riposte_runner.attempts import new_owner
from riposte_runner.database import Database, Unreachable
from riposte_runner.job import Job
from riposte_runner.logs import logger

AGAIN_SECONDS = 2.0
# Of the 60 s that a turn is kept for a process that says nothing.
RENEW_SECONDS = 15.0

log = logger("turns")


@dataclass(frozen=True)
class Turn:
    # Who gives it back; none where no limit holds for the call.
    owner: str | None
    # What the call waits for, which then is not made.
    answer: dict[str, Any] | None


FREE = Turn(None, None)


class Turns:
    def __init__(self, database: Database, instance: str) -> None:
        self._database = database
        self._instance = instance
        self._known: frozenset[tuple[str, str, str]] = frozenset()
        self._taken: set[str] = set()

    async def read(self) -> None:
        """Which limits there are. Raises one of `Unreachable`."""
        rows = await self._database.all("SELECT workspace_id, kind, target FROM limits", ())
        self._known = frozenset((str(row[0]), str(row[1]), str(row[2])) for row in rows)

    def may_be_limited(self, job: Job) -> bool:
        if (job.workspace_id, "action", job.action) in self._known:
            return True
        return job.connector is not None and (job.workspace_id, "connector", job.connector) in self._known

    async def enter(self, job: Job, workflow: str) -> Turn:
        if not self.may_be_limited(job):
            return FREE
        owner = new_owner(self._instance)
        row = await self._database.one(
            "SELECT verdict, waits FROM call_turn_enter(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            (job.workspace_id, *job.key, workflow, job.action, job.connector, owner),
        )
        assert row is not None
        verdict, waits = row
        if verdict == "waits":
            return Turn(None, {"kind": "turn", "waits": None if waits is None else json.loads(waits)})
        if verdict == "free":
            return FREE
        self._taken.add(owner)
        return Turn(owner, None)

    async def leave(self, job: Job, turn: Turn) -> None:
        if turn.owner is None:
            return
        self._taken.discard(turn.owner)
        try:
            await self._database.run(
                "SELECT call_turn_leave(%s, %s, %s, %s, %s, %s)", (job.workspace_id, *job.key, turn.owner)
            )
        except Unreachable:
            log.warning("a turn could not be given back: it ends within a minute")

    async def keep(self) -> None:
        """Hears of new limits, and keeps the turns of this process. Never ends; cancel it."""
        await asyncio.gather(self._listen(), self._renew())

    async def _listen(self) -> None:
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    self._database.url, autocommit=True, connect_timeout=5
                )
                async with connection:
                    await connection.execute("LISTEN limits")
                    await self.read()
                    async for _ in connection.notifies():
                        await self.read()
            except Unreachable:
                log.warning("not connected to PostgreSQL, trying again")
            await asyncio.sleep(AGAIN_SECONDS)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            if not self._taken:
                continue
            owners = sorted(self._taken)
            try:
                await self._database.run("SELECT call_turns_renew(%s)", (owners,))
            except Unreachable:
                log.warning("turns could not be renewed, trying again")
