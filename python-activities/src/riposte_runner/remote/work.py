"""One script after the other in each slot of a group's runner."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, replace

from riposte_runner.environments import EnvironmentFailed, Environments, Told, Wanted
from riposte_runner.groups.wire import Needs, Refused, read_script, write_end
from riposte_runner.interpreters import InterpreterMissing, Interpreters
from riposte_runner.logs import logger
from riposte_runner.network import BadNetwork, NetworkSettings, network_of
from riposte_runner.remote.envelope import EnvelopeBroken, EnvelopeKey
from riposte_runner.remote.server import JobGone, Server, ServerAway, TokenRefused
from riposte_runner.sandbox.port import Sandbox, SandboxEnd, SandboxRequest, SandboxUnavailable, Stop
from riposte_runner.verdict import sandbox_failed

AGAIN_SECONDS = 2.0
# Between two beats; each is held for some seconds, so that a stop is heard at once.
PAUSE_SECONDS = 0.2
# In which an answer arrives that was on its way.
LAST_ANSWER_SECONDS = 0.5
# Who gives this runner up waits for 30 s.
GIVE_UP_SECONDS = 20.0
REFUSED = (InterpreterMissing, EnvironmentFailed, BadNetwork)

log = logger("runner")


@dataclass(frozen=True)
class Machine:
    """What scripts find here."""

    sandbox: Sandbox
    interpreters: Interpreters
    environments: Environments
    network: NetworkSettings


class Slots:
    def __init__(self, server: Server, machine: Machine, group: str, runner: str) -> None:
        self._server = server
        self._machine = machine
        self._group = group
        self._runner = runner
        self._key = EnvelopeKey()
        self._stops: set[Stop] = set()
        self.closed = False

    def end(self) -> None:
        """Ends the scripts that run."""
        for stop in self._stops:
            stop.request("shutdown")

    async def idle(self, seconds: float) -> None:
        """Waits so long for scripts that run, and in any case for what may just be coming."""
        until = time.monotonic() + seconds
        await asyncio.sleep(LAST_ANSWER_SECONDS)
        while self._stops and time.monotonic() < until:
            await asyncio.sleep(LAST_ANSWER_SECONDS)

    async def serve(self) -> None:
        """Until it is closed. Raises TokenRefused."""
        while not self.closed:
            try:
                envelope = await self._server.next(self._key.public)
            except ServerAway as error:
                log.warning("the server does not answer, trying again", extra={"fields": {"reason": str(error)}})
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            if envelope is None:
                continue
            try:
                script = self._key.open(envelope, self._group, self._runner)
            except EnvelopeBroken as error:
                log.error("a script was not taken", extra={"fields": {"reason": str(error)}})
                continue
            await self._run(envelope["binding"]["job"], script)

    async def _run(self, job: str, script: bytes) -> None:
        stop = Stop()
        self._stops.add(stop)
        beating = asyncio.create_task(self._beat(job, stop))
        log.info("script started", extra={"fields": {"job": job}})
        try:
            request, needs = read_script(script)
            end = await self._end_of(request, needs, stop)
            log.info("script ended", extra={"fields": {"job": job}})
            await self._deliver(job, end, beating)
        finally:
            self._stops.discard(stop)
            beating.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await beating

    async def _beat(self, job: str, stop: Stop) -> None:
        """Ends when nobody wants the script any more."""
        heard_at = time.monotonic()
        while True:
            try:
                why = await asyncio.wait_for(
                    self._server.beat(job), max(0.1, heard_at + GIVE_UP_SECONDS - time.monotonic())
                )
                heard_at = time.monotonic()
                if why is not None:
                    stop.request("cancelled" if why == "cancelled" else "lease_lost")
            except (JobGone, TokenRefused):
                return stop.request("lease_lost")
            except (ServerAway, TimeoutError, asyncio.TimeoutError):
                if time.monotonic() - heard_at >= GIVE_UP_SECONDS:
                    return stop.request("lease_lost")
            await asyncio.sleep(PAUSE_SECONDS if stop.reason is None else AGAIN_SECONDS)

    async def _deliver(self, job: str, end: SandboxEnd | Refused, beating: asyncio.Task[None]) -> None:
        result = await asyncio.to_thread(write_end, end)
        while True:
            try:
                return await self._server.end(job, result)
            except (JobGone, TokenRefused) as error:
                log.warning("a result was not taken", extra={"fields": {"job": job, "reason": str(error)}})
                return None
            except ServerAway as error:
                if beating.done():
                    log.warning("a result was given up", extra={"fields": {"job": job, "reason": str(error)}})
                    return None
            await asyncio.sleep(AGAIN_SECONDS)

    async def _end_of(self, request: SandboxRequest, needs: Needs, stop: Stop) -> SandboxEnd | Refused:
        try:
            return await self._machine.sandbox.run(await prepared(self._machine, request, needs), stop)
        except REFUSED as error:
            return Refused(f"On the runner of the group {self._group}: {error}")
        except SandboxUnavailable as error:
            return Refused(sandbox_failed(f"On the runner of the group {self._group}", str(error)))


async def prepared(machine: Machine, request: SandboxRequest, needs: Needs) -> SandboxRequest:
    """Raises one of REFUSED."""
    python = await machine.interpreters.named(needs.python)
    packages = None
    if needs.requirements is not None:
        wanted = Wanted(needs.requirements.hash, needs.python)
        packages = await machine.environments.ready(wanted, needs.requirements.body, tell_nobody)
    network = None if needs.network is None else network_of(needs.network, machine.network)
    return replace(request, python=python, packages=packages, network=network)


async def tell_nobody(_wanted: Wanted, _told: Told) -> None:
    """How a build goes stands in this runner's own log; a failure goes back with the script."""
