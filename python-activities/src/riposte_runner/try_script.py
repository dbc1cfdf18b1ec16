"""The activity behind "Run here": a script as it stands in its author's editor, in the sandbox of all scripts.

A trial has no attempt and leaves nothing with any run; its row is claimed where an attempt's would be. What it prints
is told while it runs, redacted each time as a whole, for a secret may come in two pieces.
"""

from __future__ import annotations

import asyncio
import contextlib
import time

from temporalio import activity
from temporalio.exceptions import ApplicationError

from riposte_runner import trials
from riposte_runner.attempts import Ending
from riposte_runner.cancellation import Cancellations
from riposte_runner.connectors import open_configuration
from riposte_runner.database import Unreachable
from riposte_runner.execution import WEAK_NOTE, ending_of, judge_and_redact, nothing_started
from riposte_runner.limits import within
from riposte_runner.log_text import log_without_secrets
from riposte_runner.logs import logger
from riposte_runner.outcome import failed, storable, unknown
from riposte_runner.patience import until_reachable
from riposte_runner.preparation import Bounds, Sourced, Stores, prepare_source
from riposte_runner.redaction import Redactor
from riposte_runner.run_script import keep_beating
from riposte_runner.running import GRACE_SECONDS
from riposte_runner.sandbox.port import UNFINISHED, Chunk, Progress, Sandbox, SandboxUnavailable, Stop
from riposte_runner.trials import Trial
from riposte_runner.verdict import sandbox_failed

TELL_SECONDS = 0.2
# Redacting much takes its time: so much longer than that it pauses.
PAUSES = 4.0
LOST = "What runs scripts was stopped while the script ran: it may or may not have taken effect."

log = logger("trials")


class ScriptTrials:
    def __init__(
        self,
        stores: Stores,
        sandbox: Sandbox,
        cancellations: Cancellations,
        bounds: Bounds,
        room: asyncio.Semaphore,
    ) -> None:
        """`room`: for as many sandboxes as there may be at once."""
        self._room = room
        self._stores = stores
        self._database = stores.database
        self._sandbox = sandbox
        self._cancellations = cancellations
        self._bounds = bounds

    @activity.defn(name="try_script")
    async def try_script(self, trial_id: str) -> None:
        stop = Stop()
        # Before it is begun: who asks to stop it after that is heard.
        self._cancellations.watch(trial_id, stop)
        beside = [asyncio.create_task(keep_beating()), asyncio.create_task(stop_with_worker(stop))]
        try:
            async with self._room:
                await self._go(trial_id, stop)
        except Unreachable as error:
            raise ApplicationError("PostgreSQL is not reachable") from error
        finally:
            for task in beside:
                task.cancel()
            self._cancellations.forget(trial_id)

    async def _go(self, trial_id: str, stop: Stop) -> None:
        trial = await trials.begin(self._database, trial_id)
        if trial is None:
            return
        log.info("trial started", extra={"fields": {"trial": trial_id}})
        progress = Progress()
        ending = await self._run(trial, progress, stop)
        peak = progress.peak_bytes or None
        await until_reachable(lambda: trials.finish(self._database, trial_id, ending, peak), stop)
        log.info("trial ended", extra={"fields": {"trial": trial_id, "outcome": ending.outcome["kind"]}})

    async def _run(self, trial: Trial, progress: Progress, stop: Stop) -> Ending:
        if trial.full is not None:
            message = (
                f"The limit of the {trial.full} has no room for another call now. Try again when others have ended."
            )
            return Ending(failed("unavailable", message, retryable=True), None, None, None)
        job = within(trial.job, self._bounds.ceilings)
        own = None
        if trial.configuration is not None:
            own = open_configuration(self._stores.keys, job.run_id, trial.configuration)
        sourced = Sourced(job, trial.source, own)
        prepared = await prepare_source(self._stores, sourced, self._bounds)
        if isinstance(prepared, dict):
            return Ending(prepared, None, None, None)
        if prepared.far is not None:
            return Ending(failed("connector_missing", not_here(job.connector, prepared.far.group)), None, None, None)
        telling = asyncio.create_task(self._tell(job.run_id, Redactor(prepared.connector.secrets), progress, stop))
        try:
            end = await self._sandbox.run(prepared.request, stop, progress)
        except SandboxUnavailable as error:
            return nothing_started(sandbox_failed("The script was not started", str(error)))
        finally:
            telling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await telling
        if end.ended_by in UNFINISHED:
            said = printed(Redactor(prepared.connector.secrets), list(end.output))
            return Ending(unknown(LOST), said, end.exit_code, end.duration_ms)
        verdict, said = await asyncio.to_thread(judge_and_redact, end, job, prepared)
        said = WEAK_NOTE + said if self._sandbox.backend == "weak" else said
        return await ending_of(self._stores.blobs, job, verdict, said, end)

    async def _tell(self, trial_id: str, redactor: Redactor, progress: Progress, stop: Stop) -> None:
        """Never ends; cancel it."""
        told = 0
        pause = TELL_SECONDS
        while True:
            await asyncio.sleep(pause)
            began = time.monotonic()
            chunks = progress.output[:]
            said = None if len(chunks) == told else await asyncio.to_thread(printed, redactor, chunks)
            told = len(chunks)
            with contextlib.suppress(*Unreachable):
                if await trials.tell_progress(self._database, trial_id, said, progress.peak_bytes):
                    stop.request("cancelled")
            pause = max(TELL_SECONDS, PAUSES * (time.monotonic() - began))


def not_here(connector: str | None, group: str) -> str:
    return (
        f'The connector "{connector}" is for the runner group {group}, and a trial runs in Riposte itself: its secrets '
        "do not come here. Choose another connector, or test a playbook that calls the action."
    )


def printed(redactor: Redactor, chunks: list[Chunk]) -> str:
    text = b"".join(chunk.data for chunk in chunks).decode("utf-8", "replace")
    return storable(log_without_secrets(text, redactor, is_whole=False))


async def stop_with_worker(stop: Stop) -> None:
    """Temporal's own cancellation at the end of the grace does not reach an activity that it has given up."""
    await activity.wait_for_worker_shutdown()
    await asyncio.sleep(GRACE_SECONDS)
    stop.request("shutdown")
