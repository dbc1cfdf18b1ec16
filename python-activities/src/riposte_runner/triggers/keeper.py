"""Runs the triggers of modules whose playbooks are on: each by one worker, started again with a pause when it ends."""

from __future__ import annotations

import asyncio
import contextlib
import time

import psycopg

from riposte_runner.database import Unreachable
from riposte_runner.lease import GIVE_UP_SECONDS
from riposte_runner.logs import logger
from riposte_runner.triggers import rows
from riposte_runner.triggers.running import STOP_SECONDS, RunningTrigger, TriggerServices

# Each takes some hundred megabytes.
MOST_RUNNING = 50
# Pauses end, and leases are renewed, without anybody saying so.
LOOK_SECONDS = 2.0
LISTEN_AGAIN_SECONDS = 2.0

log = logger("triggers")


class ModuleTriggers:
    def __init__(self, services: TriggerServices, instance: str) -> None:
        self._services = services
        self._instance = instance
        self._running: dict[str, RunningTrigger] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._stopping: dict[str, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._answers = asyncio.Condition()

    async def keep(self) -> None:
        """Never ends; cancel it, and then `end` what runs."""
        while True:
            self._news.clear()
            try:
                await asyncio.wait_for(self._look(), GIVE_UP_SECONDS / 2)
            except (*Unreachable, TimeoutError, asyncio.TimeoutError):
                log.warning("not connected to PostgreSQL, trying again")
            for running in self._running.values():
                if time.monotonic() - running.held_at > GIVE_UP_SECONDS:
                    running.lose()
            with contextlib.suppress(TimeoutError, asyncio.TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK_SECONDS)

    async def _look(self) -> None:
        asked_at = time.monotonic()
        asked = list(self._running)
        room = MOST_RUNNING - len(asked)
        found = await rows.keep(self._services.database, self._instance, asked, room)
        for trigger_id in asked:
            running = self._running.get(trigger_id)
            if running is None:
                continue
            if trigger_id in found.kept:
                running.held_at = asked_at
            elif trigger_id not in self._stopping:
                self._stopping[trigger_id] = asyncio.create_task(running.ask_to_stop())
        for start in found.starts:
            running = RunningTrigger(self._services, start, self._answers)
            self._running[start.trigger_id] = running
            self._tasks[start.trigger_id] = asyncio.create_task(self._go(running))

    async def _go(self, running: RunningTrigger) -> None:
        trigger_id = running.start.trigger_id
        try:
            await running.go()
        except Exception:
            log.error("a trigger was given up", exc_info=True)
        finally:
            del self._running[trigger_id], self._tasks[trigger_id]
            if stopping := self._stopping.pop(trigger_id, None):
                stopping.cancel()
            self._news.set()

    async def listen(self) -> None:
        """Never ends; cancel it."""
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    self._services.database.url, autocommit=True, connect_timeout=5
                )
                async with connection:
                    await connection.execute("LISTEN module_triggers")
                    await connection.execute("LISTEN module_answers")
                    async for notice in connection.notifies():
                        await self._hear(notice.channel)
            except Unreachable:
                log.warning("not connected to PostgreSQL, trying again")
            await asyncio.sleep(LISTEN_AGAIN_SECONDS)

    async def _hear(self, channel: str) -> None:
        if channel == "module_triggers":
            self._news.set()
            return
        async with self._answers:
            self._answers.notify_all()

    async def end(self) -> None:
        """All of them, with the time that each may take to stop."""
        asked = [asyncio.create_task(running.ask_to_stop()) for running in self._running.values()]
        tasks = list(self._tasks.values())
        if tasks:
            await asyncio.wait(tasks, timeout=STOP_SECONDS + 2)
        for task in asked:
            task.cancel()
