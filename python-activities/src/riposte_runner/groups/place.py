"""A place at a runner of a group: taken before the attempt is claimed, for that comes last before the effect.

The worker that holds the attempt renews its lease, judges what comes back, takes the secrets out and writes it down;
the runner only runs the script. It beats while it does; once it is not heard any more it ends the script by itself,
well before it is given up here.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass

from riposte_runner.attempts import Hold
from riposte_runner.database import Unreachable
from riposte_runner.groups.jobs import GroupJobs
from riposte_runner.groups.wire import Needs, Refused, read_end, write_script
from riposte_runner.job import Job
from riposte_runner.patience import until_reachable
from riposte_runner.sandbox.port import (
    Backend,
    EndedBy,
    Progress,
    SandboxEnd,
    SandboxRequest,
    SandboxUnavailable,
    Stop,
)
from riposte_runner.sealing import Keys, SealBroken

# A runner that is there asks all the time.
TAKEN_SECONDS = 10.0
# A runner that could not beat for 20 s has ended its script.
SILENT_SECONDS = 30.0
LOOK_SECONDS = 2.0
# How long a runner that was asked to stop may take.
STOPPING_SECONDS = 15.0
# Beside the script's own time: its packages may have to be built.
SLACK_SECONDS = 1_200
BEGAN = b"ready\n"


class NoRunnerCame(Exception):
    """Nobody took it; nothing has begun."""


class RunnerRefused(SandboxUnavailable):
    """The message is whole: it says what the runner lacks."""


@dataclass(frozen=True)
class Far:
    """A script for the runners of a group."""

    group: str
    needs: Needs


class Places:
    def __init__(self, jobs: GroupJobs, keys: Keys) -> None:
        self.jobs = jobs
        self.keys = keys

    async def take(self, job: Job, far: Far, stop: Stop) -> Place:
        """Raises NoRunnerCame, or one of `Unreachable`."""
        job_id = await self.jobs.offer(job, far.group)
        until = time.monotonic() + TAKEN_SECONDS
        while (left := until - time.monotonic()) > 0 and stop.reason is None:
            look = await self.jobs.look(job_id)
            if look is not None and look.state == "taken":
                return Place(self, job, far, job_id)
            await self.jobs.news(job_id, min(left, LOOK_SECONDS))
        # Whoever takes it at this very moment finds it gone, and asks again.
        await self.jobs.close(job_id)
        raise NoRunnerCame


class Place:
    def __init__(self, places: Places, job: Job, far: Far, job_id: str) -> None:
        self._places = places
        self._job = job
        self._far = far
        self._id = job_id

    def sandbox(self, hold: Hold) -> GroupSandbox:
        return GroupSandbox(self._places, self._job, self._far, self._id, hold)

    async def close(self) -> None:
        self._places.jobs.forget(self._id)
        with contextlib.suppress(*Unreachable):
            await self._places.jobs.close(self._id)


@dataclass(frozen=True)
class GroupSandbox:
    """The sandbox of a runner elsewhere, for one attempt under one claim."""

    places: Places
    job: Job
    far: Far
    id: str
    hold: Hold

    @property
    def backend(self) -> Backend:
        return "zygote"

    async def run(self, request: SandboxRequest, stop: Stop, progress: Progress | None = None) -> SandboxEnd:
        """Raises RunnerRefused. What it prints comes with its end: `progress` is not written."""
        jobs = self.places.jobs
        began_at = time.monotonic()
        expires_at = int((time.time() + request.timeout_seconds + SLACK_SECONDS) * 1000)
        body = await asyncio.to_thread(self._seal, write_script(request, self.far.needs), expires_at)
        if not await until_reachable(lambda: jobs.send(self.id, self.hold, expires_at, body)):
            return ended("lost", b"", began_at)
        asked_at = None
        while True:
            with contextlib.suppress(*Unreachable):
                look = await jobs.look(self.id)
                if look is None or look.silent_seconds > SILENT_SECONDS:
                    return ended("lost", BEGAN, began_at)
                if look.result is not None:
                    return await asyncio.to_thread(self._open, look.result, began_at)
                if stop.reason is not None and asked_at is None:
                    await jobs.stop(self.id, stop.reason)
                    asked_at = time.monotonic()
            if stop.reason is not None and asked_at is not None and time.monotonic() - asked_at > STOPPING_SECONDS:
                return ended("lost", BEGAN, began_at)
            await self._news(stop if asked_at is None else None)

    async def _news(self, stop: Stop | None) -> None:
        waits = [asyncio.create_task(self.places.jobs.news(self.id, LOOK_SECONDS))]
        if stop is not None:
            waits.append(asyncio.create_task(until_stopped(stop)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def _seal(self, script: bytes, expires_at: int) -> bytes:
        bound = [
            self.job.workspace_id,
            self.far.group,
            self.id,
            self.job.run_id,
            self.job.step,
            self.job.scope,
            self.job.attempt,
            self.hold.fence,
            expires_at,
        ]
        # As apps/api/src/runners/next-job.ts opens it.
        context = json.dumps(bound, separators=(",", ":"), ensure_ascii=False)
        return self.places.keys.seal("payloads", f"runner job {context}", script)

    def _open(self, sealed: bytes, began_at: float) -> SandboxEnd:
        try:
            end = read_end(self.places.keys.unseal("payloads", f"runner result {self.id}", sealed))
        except (SealBroken, KeyError, TypeError, ValueError):
            return ended("lost", BEGAN, began_at)
        if isinstance(end, Refused):
            raise RunnerRefused(end.message)
        return end


async def until_stopped(stop: Stop) -> None:
    await stop.requested.wait()


def ended(by: EndedBy, report: bytes, began_at: float) -> SandboxEnd:
    return SandboxEnd(by, -1, (), report, int((time.monotonic() - began_at) * 1000))
