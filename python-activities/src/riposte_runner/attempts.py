"""The row under every effect; its rules are SQL functions (packages/db/migrations), shared with TypeScript."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any, Literal, cast

from riposte_runner.database import Database
from riposte_runner.job import Job
from riposte_runner.outcome import Outcome


@dataclass(frozen=True)
class Claim:
    verdict: Literal["claimed", "ended", "busy"]
    fence: int
    # Of an attempt that has ended.
    outcome: Outcome | None
    lease_remaining_seconds: float

    @property
    def is_over(self) -> bool:
        """The run is: nobody has begun this attempt, and nobody will."""
        return self.verdict == "busy" and self.fence == 0


@dataclass(frozen=True)
class Hold:
    """Whose the attempt is while its lease lives."""

    owner: str
    fence: int


@dataclass(frozen=True)
class Ending:
    outcome: Outcome
    log: str | None
    exit_code: int | None
    duration_ms: int | None


def new_owner(instance: str) -> str:
    """Names one claim, which may then be repeated when its answer was lost."""
    return f"{instance}/{secrets.token_urlsafe(9)}"


CLAIM = "SELECT verdict, fence, outcome, lease_remaining_ms FROM attempt_claim(%s, %s, %s, %s, %s, %s)"
# Not waited for until it is on the disk: a machine that stops forgets it, and what may be done again is done again.
LIGHT_CLAIM = f"{CLAIM}, set_config('synchronous_commit', 'off', true)"


async def claim(database: Database, job: Job, owner: str) -> Claim:
    row = await database.one(LIGHT_CLAIM if job.may_take_over else CLAIM, (*job.key, owner, job.may_take_over))
    assert row is not None
    verdict, fence, outcome, remaining_ms = row
    return Claim(verdict, fence, parse(outcome), remaining_ms / 1000)


async def outcome_of(database: Database, job: Job) -> Outcome | None:
    """Of an attempt that has ended."""
    row = await database.one(
        "SELECT outcome FROM attempts WHERE (run_id, step, scope, attempt) = (%s, %s, %s, %s) AND state <> 'claimed'",
        job.key,
    )
    return None if row is None else parse(row[0])


async def renew(database: Database, job: Job, hold: Hold) -> tuple[bool, bool]:
    """(still held, somebody asked to cancel)"""
    row = await database.one(
        "SELECT held, cancel_requested FROM attempt_renew(%s, %s, %s, %s, %s, %s)",
        (*job.key, hold.owner, hold.fence),
    )
    assert row is not None
    return cast(tuple[bool, bool], row)


async def finish(database: Database, job: Job, hold: Hold, ending: Ending) -> Outcome | None:
    """The outcome that counts; none while somebody who took over is running it."""
    row = await database.one(
        "SELECT attempt_finish(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            *job.key,
            hold.owner,
            hold.fence,
            ending.outcome["kind"],
            json.dumps(ending.outcome, ensure_ascii=False),
            ending.log,
            ending.exit_code,
            ending.duration_ms,
        ),
    )
    assert row is not None
    return parse(row[0])


async def give_back(database: Database, owner: str) -> None:
    """For when nothing of that claim, or of a whole instance, runs any more: others need not wait for the lease."""
    await database.run("SELECT attempt_expire_owner(%s)", (owner,))


def parse(outcome: str | None) -> dict[str, Any] | None:
    return None if outcome is None else json.loads(outcome)
