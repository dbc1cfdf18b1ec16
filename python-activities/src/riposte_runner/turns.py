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
        # Of the runners of a group, by workspace and name.
        self._far: frozenset[tuple[str, str]] = frozenset()
        self._taken: set[str] = set()

    async def read(self) -> None:
        """Which limits there are, and which connectors are for a group. Raises one of `Unreachable`."""
        far = await self._database.all(
            "SELECT workspace_id, name FROM connectors WHERE runner_group IS NOT NULL AND deleted_at IS NULL", ()
        )
        self._far = frozenset((str(row[0]), str(row[1])) for row in far)
        rows = await self._database.all("SELECT workspace_id, kind, target FROM limits", ())
        self._known = frozenset((str(row[0]), str(row[1]), str(row[2])) for row in rows)

    def goes_far(self, job: Job) -> bool:
        """To the runners of a group, as far as is known here."""
        if job.group is not None:
            return True
        return job.connector is not None and (job.workspace_id, job.connector) in self._far

    def may_be_limited(self, job: Job) -> bool:
        if self.goes_far(job) or (job.workspace_id, "action", job.action) in self._known:
            return True
        return job.connector is not None and (job.workspace_id, "connector", job.connector) in self._known

    async def enter(self, job: Job, workflow: str) -> Turn:
        if not self.may_be_limited(job):
            return FREE
        owner = new_owner(self._instance)
        row = await self._database.one(
            "SELECT verdict, waits FROM call_turn_enter(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            (job.workspace_id, *job.key, workflow, job.action, job.connector, owner, job.group),
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

    async def wait_again(self, job: Job, turn: Turn) -> dict[str, Any]:
        """No runner has come for it: the answer of a call that waits."""
        assert turn.owner is not None
        row = await self._database.one(
            "SELECT call_turn_wait_again(%s, %s, %s, %s, %s, %s)", (job.workspace_id, *job.key, turn.owner)
        )
        self._taken.discard(turn.owner)
        waits = None if row is None else row[0]
        return {"kind": "turn", "waits": None if waits is None else json.loads(waits)}

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
