from __future__ import annotations

import asyncio

from temporalio.activity import ActivityCancellationDetails
from temporalio.testing import ActivityEnvironment

from riposte_runner.outcome import Outcome, failed
from riposte_runner.run_script import to_the_end
from riposte_runner.sandbox.port import Stop

ENDED: Outcome = failed("script_failed", "by itself")


def cancelled_with(details: ActivityCancellationDetails) -> tuple[str | None, Outcome]:
    """Why the script was asked to end, and what became of it."""

    async def go() -> tuple[str | None, Outcome]:
        stop = Stop()
        environment = ActivityEnvironment()

        async def script() -> Outcome:
            await asyncio.sleep(0.2)
            return ENDED

        async def run() -> Outcome:
            return await to_the_end(asyncio.create_task(script()), stop)

        running = asyncio.ensure_future(environment.run(run))
        await asyncio.sleep(0.05)
        environment.cancel(details)
        outcome = await running
        return stop.reason, outcome

    return asyncio.run(go())


def test_a_cancelled_step_ends_its_script_and_says_how_it_ended() -> None:
    reason, outcome = cancelled_with(ActivityCancellationDetails(cancel_requested=True))
    assert (reason, outcome) == ("cancelled", ENDED)


def test_a_script_goes_on_when_temporal_stopped_waiting_for_it() -> None:
    for details in (ActivityCancellationDetails(not_found=True), ActivityCancellationDetails(timed_out=True)):
        assert cancelled_with(details) == (None, ENDED)
