"""What scripts ask for beside themselves, and how its building goes, in the database (packages/db/migrations/0024)."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import socket

import psycopg

from riposte_runner.database import Database, Unreachable
from riposte_runner.environments import EnvironmentFailed, Environments, Told, Wanted
from riposte_runner.interpreters import InterpreterMissing
from riposte_runner.logs import logger
from riposte_runner.outcome import storable
from riposte_runner.sandbox.port import Packages

AGAIN_SECONDS = 2.0

log = logger("environments")


class ScriptPackages:
    """Of the scripts that this runner is asked for, or hears that it will be."""

    def __init__(self, database: Database, environments: Environments) -> None:
        self._database = database
        self._environments = environments
        self._runner = socket.gethostname()
        self._building: set[asyncio.Task[None]] = set()

    async def of(self, wanted: Wanted) -> Packages:
        """Raises EnvironmentFailed or InterpreterMissing."""
        return await self._environments.ready(wanted, await self.body(wanted.hash), self._tell)

    async def body(self, digest: str) -> str:
        """Raises EnvironmentFailed."""
        row = await self._database.one("SELECT body FROM requirements WHERE hash = %s", (digest,))
        body: str = "" if row is None else row[0]
        if hashlib.sha256(body.encode("utf-8")).hexdigest() != digest:
            raise EnvironmentFailed("What the script requires is not in the database as it was published.")
        return body

    async def listen(self) -> None:
        """Builds what is saved, before a step needs it. Never ends; cancel it."""
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    self._database.url, autocommit=True, connect_timeout=5
                )
                async with connection:
                    await connection.execute("LISTEN environments_wanted")
                    async for notice in connection.notifies():
                        found = json.loads(notice.payload)
                        task = asyncio.create_task(self._build(Wanted(found["hash"], found["python"])))
                        self._building.add(task)
                        task.add_done_callback(self._building.discard)
            except Unreachable:
                log.warning("not connected to PostgreSQL, trying again")
            await asyncio.sleep(AGAIN_SECONDS)

    async def _build(self, wanted: Wanted) -> None:
        try:
            packages = await self.of(wanted)
            # For whoever has saved it: it may have been here before.
            await self._tell(wanted, Told("ready", None, None, packages.key))
        except InterpreterMissing as error:
            await self._tell(wanted, Told("failed", None, str(error)))
        except EnvironmentFailed as error:
            log.info("an environment could not be built", extra={"fields": {"requirements": wanted.hash}})
            await self._tell(wanted, Told("failed", None, str(error)))
        except Unreachable:
            log.warning("an environment was not built, for PostgreSQL is not reachable")

    async def _tell(self, wanted: Wanted, told: Told) -> None:
        said = None if told.log is None else storable(told.log)
        failure = None if told.failure is None else storable(told.failure)
        with contextlib.suppress(*Unreachable):
            await self._database.run(
                "SELECT environment_says(%s, %s, %s, %s, %s, %s, %s)",
                (self._runner, wanted.hash, wanted.python, told.state, said, failure, told.folder),
            )
