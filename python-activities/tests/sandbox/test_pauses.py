"""The worker, or its machine, stands still for a while; nobody's script has run too long for that."""

from __future__ import annotations

import asyncio
import time

import pytest
from scripts import SMALL, job_for

from riposte_runner.sandbox.port import Sandbox, SandboxRequest, Stop
from riposte_runner.verdict import Success, Verdict, judge


def run_with_pause(sandbox: Sandbox, source: str, timeout: float, pause: tuple[float, float]) -> Verdict:
    """`pause`: when it begins and how long it is, in seconds."""

    async def go() -> Verdict:
        begins, lasts = pause
        asyncio.get_running_loop().call_later(begins, time.sleep, lasts)
        end = await sandbox.run(SandboxRequest("main", source, b"{}", None, {}, timeout, SMALL), Stop())
        return judge(end, job_for("main", timeout), SMALL)

    return asyncio.run(go())


@pytest.mark.parametrize("timeout", [1.5, 30])
def test_a_script_that_ended_in_a_pause_has_ended_well(sandbox: Sandbox, timeout: float) -> None:
    source = "import time\ndef main():\n    time.sleep(1)\n    return 'x' * 2_000_000\n"
    verdict = run_with_pause(sandbox, source, timeout, (0.6, 7))
    assert verdict.of == Success('"' + "x" * 2_000_000 + '"')


def test_a_pause_is_not_the_time_of_the_script(sandbox: Sandbox) -> None:
    source = "import time\ndef main():\n    time.sleep(6)\n    return 1\n"
    assert run_with_pause(sandbox, source, 5, (0.5, 4)).of == Success("1")
