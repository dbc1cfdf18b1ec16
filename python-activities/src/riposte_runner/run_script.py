"""The activity: one attempt of one script, claimed last before its effect and answered after it is written down."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError

from riposte_runner import attempts
from riposte_runner.attempts import Hold
from riposte_runner.blob_store import BlobStore
from riposte_runner.cancellation import Cancellations
from riposte_runner.database import Database, Unreachable
from riposte_runner.execution import Claimed, JobLost, execute
from riposte_runner.job import Job, parse_job
from riposte_runner.limits import within
from riposte_runner.logs import logger
from riposte_runner.outcome import Outcome, failed
from riposte_runner.patience import until_reachable
from riposte_runner.preparation import Bounds, prepare
from riposte_runner.sandbox.port import Sandbox, Stop
from riposte_runner.sealing import Keys
from riposte_runner.turns import Turns

# Of the 15 s that Temporal waits for one (temporal-workers/src/workflows/activities.ts).
HEARTBEAT_SECONDS = 4.0
# How long a stop waits for scripts that run; then they are ended.
GRACE_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 5.0

log = logger("scripts")


@dataclass(frozen=True)
class Going:
    """An attempt that this process has at hand."""

    work: asyncio.Task[Outcome]
    stop: Stop


class ScriptActivities:
    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        keys: Keys,
        sandbox: Sandbox,
        cancellations: Cancellations,
        turns: Turns,
        instance: str,
        bounds: Bounds,
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._bounds = bounds
        self._keys = keys
        self._sandbox = sandbox
        self._cancellations = cancellations
        self._turns = turns
        self._instance = instance
        self._going: dict[tuple[str, str, str, int], Going] = {}

    @activity.defn(name="run_script")
    async def run_script(self, found: dict[str, Any]) -> dict[str, Any]:
        job = within(parse_job(found), self._bounds.ceilings)
        going = self._going.get(job.key) or self._begin(job, activity.info().workflow_id or job.run_id)
        heartbeat = asyncio.create_task(keep_beating())
        shutdown = asyncio.create_task(stop_with_worker(going.stop))
        try:
            return await to_the_end(going.work, going.stop)
        except Unreachable as error:
            raise ApplicationError("PostgreSQL is not reachable") from error
        except JobLost as error:
            raise ApplicationError(f"the script was ended and may run again: {error}") from error
        finally:
            heartbeat.cancel()
            shutdown.cancel()

    def _begin(self, job: Job, workflow: str) -> Going:
        """Once for each attempt: when Temporal has given this process up and sends it the same one again, then that
        one finds the script here; at the row its lease may just have run out, while its end is being written down."""
        stop = Stop()
        going = Going(asyncio.create_task(self._in_turn(job, workflow, stop)), stop)
        self._going[job.key] = going
        self._cancellations.watch(job.name, stop)

        def over(_work: asyncio.Task[Outcome]) -> None:
            del self._going[job.key]
            self._cancellations.forget(job.name)

        going.work.add_done_callback(over)
        return going

    async def _in_turn(self, job: Job, workflow: str, stop: Stop) -> Outcome:
        """What it waits for, where a limit stands against it: then nothing was begun."""
        turn = await self._turns.enter(job, workflow)
        if turn.answer is not None:
            return turn.answer
        try:
            return await self._attempt(job, stop)
        finally:
            await self._turns.leave(job, turn)

    async def _attempt(self, job: Job, stop: Stop) -> Outcome:
        prepared = await prepare(self._database, self._blobs, self._keys, job, self._bounds)
        if isinstance(prepared, dict):
            return prepared
        owner = attempts.new_owner(self._instance)
        while True:
            asked_at = time.monotonic()
            claim = await until_reachable(lambda: attempts.claim(self._database, job, owner), stop)
            if claim.outcome is not None:
                return claim.outcome
            if claim.verdict == "claimed":
                hold = Hold(owner, claim.fence)
                counts = await self._run(job, prepared, Claimed(hold, asked_at), stop)
                if counts is not None:
                    return counts
            # Somebody else runs it. Waiting changes nothing outside, so it may just end.
            if stop.reason == "cancelled":
                return failed("cancelled", "The step was cancelled while another worker had it.")
            if stop.reason is not None:
                raise JobLost(stop.reason)
            await sleep_unless_stopped(min(claim.lease_remaining_seconds + 0.05, LONGEST_WAIT_SECONDS), stop)

    async def _run(self, job: Job, prepared: Any, claimed: Claimed, stop: Stop) -> Outcome | None:
        log.info("script started", extra={"fields": job.log_fields})
        try:
            ending = await execute(self._database, self._blobs, self._sandbox, job, prepared, claimed, stop)
        except JobLost:
            with contextlib.suppress(*Unreachable):
                await attempts.give_back(self._database, claimed.hold.owner)
            raise
        counts = await until_reachable(lambda: attempts.finish(self._database, job, claimed.hold, ending))
        log.info(
            "script ended",
            extra={
                "fields": {
                    **job.log_fields,
                    "outcome": ending.outcome["kind"],
                    "exitCode": ending.exit_code,
                    "durationMs": ending.duration_ms,
                }
            },
        )
        return counts


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


async def stop_with_worker(stop: Stop) -> None:
    """Temporal's own cancellation at the end of the grace does not reach an activity that it has given up."""
    await activity.wait_for_worker_shutdown()
    await asyncio.sleep(GRACE_SECONDS)
    stop.request("shutdown")


async def keep_beating() -> None:
    """Without details: they would lie in Temporal for everybody to see. Cancellation comes back this way. What is over
    sooner sends none."""
    while True:
        await asyncio.sleep(HEARTBEAT_SECONDS)
        activity.heartbeat()


async def sleep_unless_stopped(seconds: float, stop: Stop) -> None:
    try:
        await asyncio.wait_for(stop.requested.wait(), seconds)
    except (TimeoutError, asyncio.TimeoutError):
        return
