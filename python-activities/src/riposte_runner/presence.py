"""Says in the database that this runner is there, and which interpreters it has; a function in SQL keeps the row."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from pathlib import Path

from riposte_runner.database import Database, Unreachable
from riposte_runner.interpreters import Interpreters
from riposte_runner.logs import logger

# All runners of an installation take what is on one queue.
GROUP = "default"
SAY_SECONDS = 20.0
# Who says nothing for that long is taken to be gone.
COUNTS_SECONDS = 75
LOOK_SECONDS = 300.0
MANIFEST = Path(__file__).parents[3] / "package.json"

log = logger("presence")


class Presence:
    def __init__(self, database: Database, interpreters: Interpreters, instance: str) -> None:
        self._database = database
        self._interpreters = interpreters
        self._instance = instance

    async def keep(self) -> None:
        """Never ends; cancel it."""
        looked_at = None
        while True:
            if looked_at is None or time.monotonic() - looked_at > LOOK_SECONDS:
                looked_at = time.monotonic()
                await self._interpreters.look()
            try:
                await self._say()
            except Unreachable:
                log.warning("it could not be said that this runner is there, trying again")
            await asyncio.sleep(SAY_SECONDS)

    async def leave(self) -> None:
        with contextlib.suppress(*Unreachable):
            await self._database.run("SELECT runner_leave(%s)", (self._instance,))

    async def _say(self) -> None:
        found = [
            {"version": one.version, "release": one.release, "path": one.executable} for one in self._interpreters.found
        ]
        await self._database.run(
            "SELECT runner_says(%s, %s, %s, %s, %s, %s)",
            (self._instance, GROUP, socket.gethostname(), release(), json.dumps(found), COUNTS_SECONDS),
        )


def release() -> str:
    """Of Riposte."""
    version: str = json.loads(MANIFEST.read_text(encoding="utf-8"))["version"]
    return version
