"""One start of a trigger: its sandbox, the events that it sends, and what is told of it until it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, replace
from typing import Any

from riposte_runner.database import Database, Unreachable
from riposte_runner.execution import WEAK_NOTE, bytes_of, judge_and_redact
from riposte_runner.interpreters import ANY
from riposte_runner.job import Job, Script
from riposte_runner.json_text import NotJson, check_json
from riposte_runner.logs import logger
from riposte_runner.network import parse_asked
from riposte_runner.outcome import LONGEST_MESSAGE, storable
from riposte_runner.patience import until_reachable
from riposte_runner.preparation import Bounds, Prepared, Sourced, Stores, prepare_source
from riposte_runner.redaction import Redactor
from riposte_runner.report import is_ready
from riposte_runner.sandbox.port import Progress, SandboxEnd, SandboxUnavailable, Stop, TalkingSandbox
from riposte_runner.scripts import ScriptMissing
from riposte_runner.triggers import rows
from riposte_runner.triggers.rows import Start
from riposte_runner.triggers.talk import Event, LastOutput, Talk
from riposte_runner.verdict import Failed, sandbox_failed

# Its time has no limit; its processor's then is one of many years as well.
FOR_EVER_SECONDS = 100.0 * 365 * 86_400
WELL_SECONDS = 60.0
# The sandbox gives the module five of them.
STOP_SECONDS = 8.0
TELL_SECONDS = 1.0
# Redacting takes its time: so much longer than that it pauses.
PAUSES = 4.0
LOG_BYTES = 32 * 1024
MOST_PRINTED_A_MINUTE = 8 * 1024 * 1024
ANSWER_SECONDS = 1.0
# The module itself gives up after that.
LONGEST_ANSWER_SECONDS = 24.0

SPOKE_TOO_MUCH = "The trigger said more at once than it may: one event is sent after the other, each within the limit."
PRINTED_TOO_MUCH = "The trigger printed more than 8 MB within a minute and was ended."
LEASE_LOST = "What ran it had lost its database for too long."
NOT_HERE = (
    'The connector "{name}" is for the runner group {group}, and triggers run in Riposte itself: its secrets do not '
    "come here. Choose another connector."
)

log = logger("triggers")


@dataclass(frozen=True)
class TriggerServices:
    stores: Stores
    sandbox: TalkingSandbox
    bounds: Bounds

    @property
    def database(self) -> Database:
        return self.stores.database


class RunningTrigger:
    def __init__(self, services: TriggerServices, start: Start, answers: asyncio.Condition) -> None:
        """`answers`: told when events were answered."""
        self.start = start
        self.held_at = time.monotonic()
        self._services = services
        self._answers = answers
        self._stop = Stop()
        self._talk = Talk(services.bounds.result_bytes)
        self._error: str | None = None
        self._redactor = Redactor(())
        self._is_known_to_run = False

    async def ask_to_stop(self) -> None:
        """The module may end what it is at; then it is ended."""
        self._talk.ask_to_stop()
        await asyncio.sleep(STOP_SECONDS)
        self._stop.request("cancelled")

    def lose(self) -> None:
        self._end_with(LEASE_LOST)

    def _end_with(self, error: str) -> None:
        self._error = self._error or error
        self._stop.request("lease_lost")

    async def go(self) -> None:
        fields = {"trigger": self.start.trigger_id, "fence": self.start.fence}
        log.info("trigger starts", extra={"fields": fields})
        began = time.monotonic()
        error = await self._run_unless_stopped()
        went_well = time.monotonic() - began >= WELL_SECONDS
        log.info("trigger ended", extra={"fields": {**fields, "failed": error is not None}})
        shown = None if error is None else storable(error[:LONGEST_MESSAGE])
        # What is not said is found by the lease.
        with contextlib.suppress(*Unreachable):
            await until_reachable(lambda: rows.end(self._services.database, self.start, shown, went_well), self._stop)

    async def _run_unless_stopped(self) -> str | None:
        """Why it has ended; none where it was told to."""
        preparing = asyncio.create_task(self._prepare())
        stopped = asyncio.create_task(self._stop.requested.wait())
        try:
            await asyncio.wait({preparing, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not preparing.done():
                return self._error
            prepared = preparing.result()
            if isinstance(prepared, str):
                return prepared
            return await self._run(*prepared)
        except Unreachable:
            return "The database was not there when the trigger was to start."
        except SandboxUnavailable as error:
            return sandbox_failed("The trigger was not started", str(error))
        finally:
            preparing.cancel()
            stopped.cancel()

    async def _prepare(self) -> tuple[Job, Prepared] | str:
        job = job_of(self.start)
        stores = self._services.stores
        try:
            source = await stores.scripts.load(job.script.hash)
        except ScriptMissing as error:
            return str(error)
        prepared = await prepare_source(stores, Sourced(job, source), self._services.bounds)
        if not isinstance(prepared, Prepared):
            return str(prepared["failure"]["message"])
        if prepared.far is not None:
            return NOT_HERE.format(name=job.connector, group=prepared.far.group)
        self._redactor = Redactor(prepared.connector.secrets)
        return job, prepared

    async def _run(self, job: Job, prepared: Prepared) -> str | None:
        output = LastOutput(LOG_BYTES)
        request = replace(prepared.request, entry="trigger", files=self.start.files)
        beside = [asyncio.create_task(self._tell(output)), asyncio.create_task(self._pass_on())]
        try:
            end = await self._services.sandbox.run(request, self._stop, Progress(output=output), self._talk)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
        await self._tell_last(output)
        return self._error or self._why(end, job, prepared)

    def _why(self, end: SandboxEnd, job: Job, prepared: Prepared) -> str | None:
        verdict, _log = judge_and_redact(end, job, prepared)
        # Without a word of its own it has ended because it was told to.
        if end.ended_by == "cancelled" or not isinstance(verdict.of, Failed) or not self._is_failure(end):
            return None
        return verdict.of.message

    def _is_failure(self, end: SandboxEnd) -> bool:
        return end.ended_by != "exit" or end.exit_code != 0

    async def _tell(self, output: LastOutput) -> None:
        """Never ends; cancel it."""
        told, pause = 0, TELL_SECONDS
        minute, printed = time.monotonic(), 0
        while True:
            await asyncio.sleep(pause)
            began = time.monotonic()
            if self._talk.is_over_bounds:
                self._end_with(SPOKE_TOO_MUCH)
            if began - minute > 60:
                minute, printed = began, output.printed
            if output.printed - printed > MOST_PRINTED_A_MINUTE:
                self._end_with(PRINTED_TOO_MUCH)
            shown = None if output.printed == told else await asyncio.to_thread(self._log_of, output)
            if await self._say_what_is_new(shown):
                told = output.printed
            pause = max(TELL_SECONDS, PAUSES * (time.monotonic() - began))

    async def _tell_last(self, output: LastOutput) -> None:
        """What a start before it has printed stays where this one has printed nothing."""
        await self._say_what_is_new(await asyncio.to_thread(self._log_of, output) if output.printed else None)

    async def _say_what_is_new(self, shown: str | None) -> bool:
        talk = self._talk
        state = "running" if not self._is_known_to_run and is_ready(talk.report) else None
        files, talk.files = talk.files, None
        errors = list(talk.errors)
        talk.errors.clear()
        error = storable(self._redactor.text(errors[-1])) if errors else None
        if state is None and shown is None and files is None and error is None:
            return True
        try:
            said = rows.Said(state, shown, error, files)
            if not await rows.says(self._services.database, self.start, said):
                self.lose()
            self._is_known_to_run = self._is_known_to_run or state is not None
            return True
        except Unreachable:
            talk.files = talk.files or files
            return False

    def _log_of(self, output: LastOutput) -> str:
        was_cut = output.was_cut
        text = b"".join(chunk.data for chunk in output[:]).decode("utf-8", "replace")
        safe = self._redactor.cut_text(text)
        if was_cut:
            safe = "…" + self._redactor.rest_text(safe)
        note = WEAK_NOTE if self._services.sandbox.backend == "weak" else ""
        return storable(note + safe)

    async def _pass_on(self) -> None:
        """One event after the other. Never ends; cancel it."""
        while True:
            event = await self._talk.events.get()
            status, message = await self._take(event)
            self._talk.answer(event, status, message)

    async def _take(self, event: Event) -> tuple[int, str]:
        until = time.monotonic() + LONGEST_ANSWER_SECONDS
        try:
            check_json(event.json)
            text = await asyncio.to_thread(self._redactor.json, event.json)
        except NotJson as error:
            return 400, f"the event is not JSON: {error}"
        key = storable(self._redactor.text(event.key))
        offered = None
        while time.monotonic() < until:
            try:
                if offered is None:
                    offered = await rows.offer(self._services.database, self.start, key, bytes_of(text).decode())
                    if offered is None:
                        self.lose()
                        return 503, "the trigger runs elsewhere by now"
                answer = await rows.answer(self._services.database, self.start, offered)
                if answer is not None:
                    return answer
            except Unreachable:
                pass
            await self._hear_of_answers()
        return 503, "the event was not taken in time"

    async def _hear_of_answers(self) -> None:
        async with self._answers:
            with contextlib.suppress(TimeoutError, asyncio.TimeoutError):
                await asyncio.wait_for(self._answers.wait(), ANSWER_SECONDS)


def job_of(start: Start) -> Job:
    """As the runner knows it: of no run."""
    script = json.loads(start.script)
    given: Any = json.loads(start.config).get("arguments", {})
    return Job(
        workspace_id=start.workspace_id,
        run_id=start.trigger_id,
        step="",
        scope="",
        attempt=start.fence,
        action=start.type,
        may_take_over=False,
        connector=start.connector,
        script=Script(
            script["hash"],
            script["entry"],
            int(script["memoryMb"]),
            script["name"],
            python=script.get("python", ANY),
            requirements=script.get("requirements"),
            network=parse_asked(script.get("network")),
            command=script.get("command"),
        ),
        timeout_seconds=FOR_EVER_SECONDS,
        arguments={"kind": "inline", "json": json.dumps(given)},
    )
