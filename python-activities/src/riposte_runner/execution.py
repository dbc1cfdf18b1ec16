"""Runs a prepared script under a lease that is ours, and turns its end into what is written down."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from riposte_runner.attempts import Ending, Hold
from riposte_runner.blob_store import BlobBroken, BlobStore
from riposte_runner.database import Database
from riposte_runner.groups.place import RunnerRefused
from riposte_runner.job import Job
from riposte_runner.lease import keep_lease
from riposte_runner.limits import how_to_raise
from riposte_runner.log_text import end_without_secrets, log_without_secrets
from riposte_runner.outcome import done, failed, storable, unknown
from riposte_runner.patience import until_reachable
from riposte_runner.payloads import store_payload
from riposte_runner.preparation import Prepared
from riposte_runner.redaction import Redactor
from riposte_runner.report import is_ready
from riposte_runner.sandbox.port import UNFINISHED, Sandbox, SandboxEnd, SandboxUnavailable, Stop
from riposte_runner.sizes import too_large
from riposte_runner.verdict import Failed, Success, Verdict, judge, sandbox_failed

WEAK_NOTE = "riposte: ran in the weak sandbox (limits only, no isolation), as RIPOSTE_SANDBOX=weak asks.\n"

ENDED_AMIDST = (
    "The script was ended while it ran, for what runs scripts was stopped or lost its database: it may or "
    "may not have taken effect. Check, then resolve the step as done, failed or rerun."
)
CANCELLED_AMIDST = (
    "The script was stopped while it ran, as its run was ended or needed it no more: it may or may not have taken "
    "effect. Check, then resolve the step as done or failed."
)
ENDED_BEFORE = (
    "What runs scripts was stopped, or lost its database, before the script began: it has not taken effect. "
    "Resolve the step as rerun."
)


T = TypeVar("T")

SMALL_BYTES = 16 * 1024
LARGE_BYTES = 4 * 1024 * 1024
LARGE = asyncio.Semaphore(1)


@dataclass(frozen=True)
class Claimed:
    hold: Hold
    # Monotonic, before the claim was sent.
    at: float


class JobLost(Exception):
    """It did not end by itself and may simply run again: nothing is written down."""


async def execute(
    database: Database, blobs: BlobStore, sandbox: Sandbox, job: Job, prepared: Prepared, claimed: Claimed, stop: Stop
) -> Ending:
    """Raises JobLost."""
    lease = asyncio.create_task(keep_lease(database, job, claimed.hold, stop, claimed.at))
    try:
        try:
            end = await sandbox.run(prepared.request, stop)
        except RunnerRefused as error:
            return nothing_started(str(error))
        except SandboxUnavailable as error:
            return nothing_started(sandbox_failed("The script was not started", str(error)))
        if end.ended_by in UNFINISHED:
            if job.may_take_over:
                raise JobLost(end.ended_by)
            return ending_of_lost(end, prepared, ENDED_AMIDST if began(end) else ENDED_BEFORE)
        if end.ended_by == "cancelled" and began(end) and not job.may_take_over:
            return ending_of_lost(end, prepared, CANCELLED_AMIDST)
        size = len(end.report) + sum(len(chunk.data) for chunk in end.output)
        # One by one: each takes its own length some times over.
        async with LARGE if size > LARGE_BYTES else contextlib.nullcontext():
            verdict, log = await beside(size, lambda: judge_and_redact(end, job, prepared))
            log = WEAK_NOTE + log if sandbox.backend == "weak" else log
            return await ending_of(blobs, job, verdict, log, end)
    finally:
        lease.cancel()


async def beside(size: int, work: Callable[[], T]) -> T:
    """In a thread, but for what takes less than to get there."""
    return work() if size <= SMALL_BYTES else await asyncio.to_thread(work)


def judge_and_redact(end: SandboxEnd, job: Job, prepared: Prepared) -> tuple[Verdict, str]:
    redactor = Redactor(prepared.connector.secrets)
    verdict = judge(end, job, prepared.request.limits, lambda text: end_without_secrets(text, redactor))
    log = log_without_secrets(verdict.log, redactor, is_whole=isinstance(verdict.of, Success))
    if isinstance(verdict.of, Success):
        text = redactor.json(verdict.of.result)
        size = len(bytes_of(text))
        limit = prepared.request.limits.result_bytes
        if size > limit:
            message = too_large("The result", size, limit) + how_to_raise(prepared.request.limits.set_by, "result")
            failure = Failed("limit_exceeded", message)
            return Verdict(failure, ""), log
        return Verdict(Success(text, verdict.of.branches), ""), log
    failure = verdict.of
    redacted = type(failure)(failure.code, redactor.text(failure.message), failure.retryable)
    return Verdict(redacted, ""), log


async def ending_of(blobs: BlobStore, job: Job, verdict: Verdict, log: str, end: SandboxEnd) -> Ending:
    of = verdict.of
    if isinstance(of, Success):
        result = of.result
        body = await beside(len(result), lambda: bytes_of(result))
        try:
            payload = await until_reachable(lambda: store_payload(blobs, job.workspace_id, body))
            outcome = done(payload, of.branches)
        except BlobBroken as error:
            outcome = failed("internal", f"The script ran, but what it gave back could not be kept: {error}.")
    else:
        outcome = failed(of.code, of.message, of.retryable)
    return Ending(outcome, storable(log), end.exit_code, end.duration_ms)


def began(end: SandboxEnd) -> bool:
    return is_ready(end.report)


def ending_of_lost(end: SandboxEnd, prepared: Prepared, message: str) -> Ending:
    redactor = Redactor(prepared.connector.secrets)
    printed = b"".join(chunk.data for chunk in end.output).decode("utf-8", "replace")
    log = log_without_secrets(printed, redactor, is_whole=False)
    return Ending(unknown(message), storable(log), end.exit_code, end.duration_ms)


def nothing_started(message: str) -> Ending:
    return Ending(failed("sandbox_unavailable", message), None, None, None)


def bytes_of(text: str) -> bytes:
    """Half a surrogate pair has no bytes; its escape has."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return escape_surrogates(text).encode("utf-8")


def escape_surrogates(text: str) -> str:
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)
