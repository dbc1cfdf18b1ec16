"""The activity: one attempt of one script, claimed last before its effect and answered after it is written down."""

from __future__ import annotations

import asyncio
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError

from riposte_runner.database import Unreachable
from riposte_runner.execution import JobLost
from riposte_runner.outcome import Outcome
from riposte_runner.running import RunningScripts
from riposte_runner.sandbox.port import Stop

# Of the 15 s that Temporal waits for one (temporal-workers/src/workflows/activities.ts).
HEARTBEAT_SECONDS = 4.0


class ScriptActivities:
    def __init__(self, running: RunningScripts) -> None:
        self._running = running

    @activity.defn(name="run_script")
    async def run_script(self, found: dict[str, Any]) -> dict[str, Any]:
        job = self._running.read_job(found)
        heartbeat = asyncio.create_task(keep_beating())
        try:
            going = await self._running.take(job, activity.info().workflow_id or job.run_id)
            return await to_the_end(going.work, going.stop)
        except Unreachable as error:
            raise ApplicationError("PostgreSQL is not reachable") from error
        except JobLost as error:
            raise ApplicationError(f"the script was ended and may run again: {error}") from error
        finally:
            heartbeat.cancel()


async def to_the_end(work: asyncio.Task[Outcome], stop: Stop) -> Outcome:
    """Being cancelled ends the script, not the writing down of how it ended.

    That Temporal stopped waiting, for it was away or heard no heartbeat in time, ends nothing: who tries again
    waits at the row, where the result is found.
    """
    while True:
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            if work.cancelled():
                raise
            details = activity.cancellation_details()
            if details is not None and details.cancel_requested:
                stop.request("cancelled")


async def keep_beating() -> None:
    """Without details: they would lie in Temporal for everybody to see. Cancellation comes back this way. What is over
    sooner sends none."""
    while True:
        await asyncio.sleep(HEARTBEAT_SECONDS)
        activity.heartbeat()
