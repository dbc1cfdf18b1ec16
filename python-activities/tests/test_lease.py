from __future__ import annotations

import asyncio
import time
from typing import Any

import psycopg
import pytest

from riposte_runner import lease, patience
from riposte_runner.attempts import Hold
from riposte_runner.database import Database
from riposte_runner.job import Job, parse_job
from riposte_runner.lease import keep_lease
from riposte_runner.patience import until_reachable
from riposte_runner.sandbox.port import Stop


def a_job(**said: Any) -> Job:
    script = {"hash": "0" * 64, "entry": "main", "memoryMb": 64, "name": "judge"}
    call = {
        "action": "script.judge",
        "effect": "write",
        "idempotent": False,
        "execution": "script",
        "onLost": "ask",
        "timeoutMs": 60_000,
        "connector": None,
        "script": script,
        "arguments": {"kind": "inline", "json": "{}"},
    }
    place = {"workspaceId": "ws_default", "runId": "run_1", "step": "judge", "scope": "", "attempt": 1}
    return parse_job({**place, "call": {**call, **said}})


def test_what_was_lost_is_asked_about_unless_it_may_be_repeated() -> None:
    assert not a_job().may_take_over
    assert a_job(idempotent=True).may_take_over
    assert a_job(onLost="rerun").may_take_over
    assert a_job(effect="read").may_take_over


def test_the_times_leave_room_for_a_second_try_and_an_end_before_the_lease_is_over() -> None:
    assert lease.RENEW_SECONDS + lease.RETRY_SECONDS < lease.GIVE_UP_SECONDS
    assert lease.GIVE_UP_SECONDS < 60


def test_whoever_cannot_renew_ends_its_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "RENEW_SECONDS", 0.02)
    monkeypatch.setattr(lease, "RETRY_SECONDS", 0.02)
    monkeypatch.setattr(lease, "GIVE_UP_SECONDS", 0.2)
    stop = Stop()

    async def go() -> None:
        # Nobody serves there.
        away = Database("postgresql://127.0.0.1:1/postgres", 1)
        await keep_lease(away, a_job(), Hold("runner_1/a", 1), stop, time.monotonic())

    asyncio.run(go())
    assert stop.reason == "lease_lost"


def test_a_result_is_held_until_it_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "FIRST_SECONDS", 0.001)
    tries = 0

    async def write() -> str:
        nonlocal tries
        tries += 1
        if tries < 4:
            raise psycopg.OperationalError("the connection is lost")
        return "written"

    assert asyncio.run(until_reachable(write)) == "written"
    assert tries == 4
