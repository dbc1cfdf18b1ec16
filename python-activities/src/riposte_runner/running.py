"""The scripts that this process has at hand: each attempt once, however often and by whichever way it is asked for."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from typing import Any

from riposte_runner import attempts
from riposte_runner.attempts import Hold
from riposte_runner.cancellation import Cancellations
from riposte_runner.database import Unreachable
from riposte_runner.execution import Claimed, JobLost, execute
from riposte_runner.groups.place import NoRunnerCame, Place, Places
from riposte_runner.job import Job, parse_job
from riposte_runner.limits import within
from riposte_runner.logs import logger
from riposte_runner.outcome import Outcome, failed
from riposte_runner.patience import until_reachable
from riposte_runner.preparation import Bounds, Prepared, Stores, prepare
from riposte_runner.sandbox.port import Sandbox, Stop
from riposte_runner.turns import Turns

# How long a stop waits for scripts that run; then they are ended.
GRACE_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 5.0
# Their scripts take no room here.
MOST_AT_GROUPS = 64
# More than these had better wait in Temporal, where waiting holds nothing up.
MOST_WAITING = 16

log = logger("scripts")


@dataclass(frozen=True)
class Services:
    stores: Stores
    sandbox: Sandbox
    cancellations: Cancellations
    turns: Turns
    instance: str
    bounds: Bounds
    places: Places


@dataclass(frozen=True)
class Going:
    """An attempt that this process has at hand. Its work raises JobLost, or one of `Unreachable`."""

    work: asyncio.Task[Outcome]
    stop: Stop


class RunningScripts:
    """At most `concurrency` at once, beside those that the runners of groups have."""

    def __init__(self, services: Services, concurrency: int) -> None:
        self._services = services
        self._going: dict[tuple[str, str, str, int], Going] = {}
        self._room = asyncio.Semaphore(concurrency)
        self._far_room = asyncio.Semaphore(MOST_AT_GROUPS)
        self._waiting = 0
        self._ending = False

    def read_job(self, found: dict[str, Any]) -> Job:
        """Raises KeyError or ValueError."""
        return within(parse_job(found), self._services.bounds.ceilings)

    @property
    def is_crowded(self) -> bool:
        return self._waiting >= MOST_WAITING

    async def take(self, job: Job, workflow: str) -> Going:
        """Waits for room, but not where the attempt is at hand: when Temporal has given this process up and sends it
        the same one again, or one that went the short way takes longer, then that one finds the script here; at the
        row its lease may just have run out, while its end is being written down. Raises JobLost at the end of all."""
        going = self._going.get(job.key)
        if going is not None:
            return going
        room = self._far_room if self._services.turns.goes_far(job) else self._room
        self._waiting += 1
        try:
            await room.acquire()
        finally:
            self._waiting -= 1
        # Somebody else may have asked for it meanwhile.
        going = self._going.get(job.key)
        if going is None and not self._ending:
            return self._begin(job, workflow, room)
        room.release()
        if going is None:
            raise JobLost("shutdown")
        return going

    async def end(self) -> None:
        """Nothing new is begun some seconds from now; ends what takes longer, and waits until that is written down."""
        until = time.monotonic() + GRACE_SECONDS
        while self._going and (left := until - time.monotonic()) > 0:
            await asyncio.wait(self._works(), timeout=left)
        self._ending = True
        for going in self._going.values():
            going.stop.request("shutdown")
        while self._going:
            await asyncio.wait(self._works())

    def _works(self) -> set[asyncio.Task[Outcome]]:
        return {going.work for going in self._going.values()}

    def _begin(self, job: Job, workflow: str, room: asyncio.Semaphore) -> Going:
        stop = Stop()
        going = Going(asyncio.create_task(self._in_turn(job, workflow, stop)), stop)
        self._going[job.key] = going
        self._services.cancellations.watch(job.name, stop)

        def over(work: asyncio.Task[Outcome]) -> None:
            del self._going[job.key]
            self._services.cancellations.forget(job.name)
            room.release()
            # Nobody may be waiting for it any more.
            if not work.cancelled():
                work.exception()

        going.work.add_done_callback(over)
        return going

    async def _in_turn(self, job: Job, workflow: str, stop: Stop) -> Outcome:
        """What it waits for, where a limit stands against it: then nothing was begun."""
        turns = self._services.turns
        turn = await turns.enter(job, workflow)
        if turn.answer is not None:
            return turn.answer
        try:
            return await self._attempt(job, stop)
        except NoRunnerCame:
            if stop.reason == "cancelled":
                return failed("cancelled", "The step was cancelled before a runner of its group took it.")
            if stop.reason is not None or turn.owner is None:
                raise JobLost(stop.reason or "no runner came") from None
            return await turns.wait_again(job, turn)
        finally:
            await turns.leave(job, turn)

    async def _attempt(self, job: Job, stop: Stop) -> Outcome:
        of = self._services
        prepared = await prepare(of.stores, job, of.bounds)
        if isinstance(prepared, dict):
            return prepared
        owner = attempts.new_owner(of.instance)
        while True:
            place = None
            if prepared.far is not None:
                ended = await attempts.outcome_of(of.stores.database, job)
                if ended is not None:
                    return ended
                place = await of.places.take(job, prepared.far, stop)
            try:
                asked_at = time.monotonic()
                claim = await until_reachable(lambda: attempts.claim(of.stores.database, job, owner), stop)
                if claim.outcome is not None:
                    return claim.outcome
                if claim.is_over:
                    raise JobLost("run over")
                if claim.verdict == "claimed":
                    hold = Hold(owner, claim.fence)
                    counts = await self._run(job, prepared, Claimed(hold, asked_at), stop, place)
                    if counts is not None:
                        return counts
            finally:
                if place is not None:
                    await place.close()
            # Somebody else runs it. Waiting changes nothing outside, so it may just end.
            if stop.reason == "cancelled":
                return failed("cancelled", "The step was cancelled while another worker had it.")
            if stop.reason is not None:
                raise JobLost(stop.reason)
            await sleep_unless_stopped(min(claim.lease_remaining_seconds + 0.05, LONGEST_WAIT_SECONDS), stop)

    async def _run(
        self, job: Job, prepared: Prepared, claimed: Claimed, stop: Stop, place: Place | None
    ) -> Outcome | None:
        stores = self._services.stores
        sandbox = self._services.sandbox if place is None else place.sandbox(claimed.hold)
        log.debug("script started", extra={"fields": job.log_fields})
        try:
            ending = await execute(stores.database, stores.blobs, sandbox, job, prepared, claimed, stop)
        except JobLost:
            with contextlib.suppress(*Unreachable):
                await attempts.give_back(stores.database, claimed.hold.owner)
            raise
        counts = await until_reachable(lambda: attempts.finish(stores.database, job, claimed.hold, ending))
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


async def sleep_unless_stopped(seconds: float, stop: Stop) -> None:
    try:
        await asyncio.wait_for(stop.requested.wait(), seconds)
    except (TimeoutError, asyncio.TimeoutError):
        return
