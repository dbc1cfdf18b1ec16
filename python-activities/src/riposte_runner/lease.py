"""Keeps an attempt ours while its script runs, and stops the script when it is not."""

from __future__ import annotations

import asyncio
import time

from riposte_runner import attempts
from riposte_runner.attempts import Hold
from riposte_runner.database import Database, Unreachable
from riposte_runner.job import Job
from riposte_runner.sandbox.port import Stop

# The lease is 60 s by the database's clock; what is not renewed for 40 s is killed before it can be taken over.
RENEW_SECONDS = 15.0
RETRY_SECONDS = 3.0
GIVE_UP_SECONDS = 40.0


async def keep_lease(database: Database, job: Job, hold: Hold, stop: Stop, claimed_at: float) -> None:
    """Ends when it has asked for a stop; else cancel it. `claimed_at`: monotonic, before the claim was sent."""
    renewed_at = claimed_at
    while True:
        failing = time.monotonic() - renewed_at > RENEW_SECONDS
        await asyncio.sleep(RETRY_SECONDS if failing else RENEW_SECONDS)
        asked_at = time.monotonic()
        deadline = renewed_at + GIVE_UP_SECONDS - asked_at
        try:
            held, cancel = await asyncio.wait_for(attempts.renew(database, job, hold), max(deadline, 0.1))
        except (*Unreachable, TimeoutError, asyncio.TimeoutError):
            if time.monotonic() - renewed_at >= GIVE_UP_SECONDS:
                return stop.request("lease_lost")
            continue
        if not held:
            return stop.request("lease_lost")
        if cancel:
            return stop.request("cancelled")
        renewed_at = asked_at
