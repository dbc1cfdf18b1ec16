"""Trials: scripts that their authors try in the editor; their rows live by SQL functions (packages/db/migrations)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from riposte_runner.attempts import Ending
from riposte_runner.database import Database
from riposte_runner.job import Job, Script
from riposte_runner.network import parse_asked

ACTION_PREFIX = "script."


@dataclass(frozen=True)
class Trial:
    # As the runner knows it: of no run, and of no version.
    job: Job
    source: str
    # Settings and secrets that no connector holds, sealed; null: none.
    configuration: bytes | None
    # The limit that has no room for its call.
    full: str | None


async def begin(database: Database, trial_id: str) -> Trial | None:
    """None where it was begun before, or stopped."""
    row = await database.one(
        "SELECT workspace_id, action, source, entry, python, timeout_ms, memory_mb, connector, arguments, "
        "requirements, network, command, configuration, full_kind, full_target FROM trial_begin(%s)",
        (trial_id,),
    )
    if row is None:
        return None
    workspace_id, action, source, entry, python, timeout_ms, memory_mb, *rest = row
    connector, arguments, requirements, network, command, configuration, full_kind, full_target = rest
    job = Job(
        workspace_id=workspace_id,
        run_id=trial_id,
        step="",
        scope="",
        attempt=1,
        action=action,
        may_take_over=False,
        connector=connector,
        script=Script(
            "",
            entry,
            memory_mb,
            action.removeprefix(ACTION_PREFIX),
            python=python,
            requirements=requirements,
            network=None if network is None else parse_asked(json.loads(network)),
            command=command,
        ),
        timeout_seconds=timeout_ms / 1000,
        arguments=json.loads(arguments),
    )
    sealed = None if configuration is None else bytes(configuration)
    return Trial(job, source, sealed, None if full_kind is None else f"{full_kind} {full_target}")


async def tell_progress(database: Database, trial_id: str, log: str | None, peak_bytes: int) -> bool:
    """Whether it is to stop."""
    row = await database.one("SELECT trial_progress(%s, %s, %s)", (trial_id, log, peak_bytes))
    return row is None or bool(row[0])


async def finish(database: Database, trial_id: str, ending: Ending, peak_bytes: int | None) -> None:
    outcome = json.dumps(ending.outcome, ensure_ascii=False)
    await database.run(
        "SELECT trial_finish(%s, %s, %s, %s, %s, %s)",
        (trial_id, outcome, ending.log, ending.exit_code, ending.duration_ms, peak_bytes),
    )
