from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest

from riposte_runner.worker import ended


async def forever() -> None:
    await asyncio.Event().wait()


async def fails() -> None:
    raise ValueError("gone")


async def complaints_after_a_stop(*listeners: Any) -> list[str]:
    complaints: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context["message"]))
    listening = asyncio.gather(*listeners)
    await asyncio.sleep(0)
    await ended(listening)
    del listening
    gc.collect()
    return complaints


def test_a_stop_is_no_error() -> None:
    assert asyncio.run(complaints_after_a_stop(forever(), forever())) == []


def test_what_had_failed_before_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    assert asyncio.run(complaints_after_a_stop(forever(), fails())) == []
    assert [record.getMessage() for record in caplog.records] == ["what listens to the database had ended"]
