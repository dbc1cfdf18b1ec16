"""What a step asks for, within what an admin allows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scripts import job_for

from riposte_runner.job import parse_limits
from riposte_runner.limits import BadCeilings, Ceilings, limits_of, parse_ceilings, within
from riposte_runner.sandbox.port import SandboxEnd
from riposte_runner.verdict import Failed, judge

MEGABYTE = 1024 * 1024
ASKED = {"cpuSeconds": 30, "processes": 8, "outputMb": 4, "diskMb": 200, "files": 500}


def limits(asked: dict[str, int], ceilings: Ceilings, memory_mb: int = 512):
    job = job_for("main", 60)
    job = replace(job, script=replace(job.script, memory_mb=memory_mb, limits=asked))
    return limits_of(within(job, ceilings), b"{}", 100 * MEGABYTE, ceilings)


def test_without_any_they_are_the_usual_ones() -> None:
    found = limits({}, Ceilings())
    assert (found.memory_mb, found.disk_mb, found.files, found.processes, found.cpu_seconds) == (
        512,
        64,
        20_000,
        64,
        None,
    )
    assert (found.result_bytes, found.output_bytes) == (100 * MEGABYTE, 116 * MEGABYTE)
    assert found.set_by == {"result": "RIPOSTE_RESULT_LIMIT_MB"}


def test_a_step_has_what_it_asks_for() -> None:
    found = limits(ASKED, Ceilings())
    assert (found.cpu_seconds, found.processes, found.disk_mb, found.files) == (30, 8, 200, 500)
    assert found.result_bytes == found.output_bytes == 4 * MEGABYTE
    assert found.set_by == {}


def test_never_more_than_the_ceiling_and_then_that_is_said() -> None:
    ceilings = parse_ceilings("time=10, cpu=5 memory=128 processes=4 output=1 disk=16 files=100")
    found = limits(ASKED, ceilings)
    assert (found.cpu_seconds, found.memory_mb, found.processes, found.disk_mb, found.files) == (5, 128, 4, 16, 100)
    assert found.output_bytes == MEGABYTE
    assert set(found.set_by.values()) == {"RIPOSTE_SCRIPT_CEILINGS"}
    assert set(found.set_by) == {"time", "cpu", "memory", "processes", "output", "result", "disk", "files"}
    job = within(job_for("main", 60), ceilings)
    assert job.timeout_seconds == 10
    said = judge(SandboxEnd("timeout", 137, (), b"", 0), job, found).of
    assert said == Failed(
        "timeout", "The script ran longer than its limit of 10 s and was ended. RIPOSTE_SCRIPT_CEILINGS sets that."
    )
    said = judge(SandboxEnd("cpu", 137, (), b"", 0), job, limits({"cpuSeconds": 3}, Ceilings())).of
    assert said == Failed(
        "limit_exceeded",
        "The script used more than its limit of 3 s of processor time and was ended. "
        "Raise it in the step (limits.cpu).",
    )
    said = judge(SandboxEnd("memory", 137, (), b"", 0), job, limits({}, Ceilings())).of
    assert isinstance(said, Failed)
    assert said.message.endswith(" MB of memory. Raise it in the step (limits.memory) or in its action.")


def test_the_launcher_takes_no_more_than_this() -> None:
    found = limits({"diskMb": 100_000, "files": 10**9}, Ceilings())
    assert (found.disk_mb, found.files) == (4096, 1_000_000)


def test_a_ceiling_above_what_is_asked_changes_nothing() -> None:
    assert limits(ASKED, parse_ceilings("cpu=99 memory=4096 processes=99 disk=999 files=999 output=9")).set_by == {}
    assert within(job_for("main", 60), Ceilings(time=60)).time_set_by is None


@pytest.mark.parametrize("text", ["time", "time=", "time=0", "time=-1", "speed=1", "time=1 time=2", "time=1.5"])
def test_what_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(BadCeilings, match="time=600"):
        parse_ceilings(text)


@pytest.mark.parametrize("found", [[], {"speed": 1}, {"files": 0}, {"files": True}, {"files": "9"}, {"files": 1.5}])
def test_so_is_what_no_step_can_ask_for(found: object) -> None:
    with pytest.raises(ValueError, match="limit"):
        parse_limits(found)
