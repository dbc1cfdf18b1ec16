"""What a script may use: as its step asks, within the ceilings that an admin has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from riposte_runner.job import Job
from riposte_runner.launch.bounds import MAX_DISK_MB, MAX_FILES
from riposte_runner.sandbox.port import Limits

CEILINGS = "RIPOSTE_SCRIPT_CEILINGS"
RESULT_LIMIT = "RIPOSTE_RESULT_LIMIT_MB"
MEGABYTE = 1024 * 1024
# Less would not even start the interpreter, or write down what it is to run.
LEAST_MEMORY_MB = 64
LEAST_PROCESSES = 2
# What a step calls the limits that it can set; of these an action has the first two.
STEP_FIELDS = {
    "time": "timeout",
    "memory": "limits.memory",
    "cpu": "limits.cpu",
    "processes": "limits.processes",
    "output": "limits.output",
    "result": "limits.output",
    "disk": "limits.disk",
}
ALSO_OF_ACTIONS = {"time": " or in its action", "memory": " or in its action"}
# What may be printed beside the largest result.
LOG_BYTES = 16 * MEGABYTE


class BadCeilings(Exception):
    pass


@dataclass(frozen=True)
class Ceilings:
    """None where an admin has set none."""

    time: int | None = None
    cpu: int | None = None
    memory: int | None = None
    processes: int | None = None
    output: int | None = None
    disk: int | None = None
    files: int | None = None


NAMES = tuple(Ceilings.__dataclass_fields__)


def parse_ceilings(text: str) -> Ceilings:
    """`time=600 memory=2048`, in any order. Raises BadCeilings, which says what it should be."""
    found: dict[str, int] = {}
    for part in text.replace(",", " ").split():
        name, _equals, value = part.partition("=")
        if name not in NAMES or name in found or not value.isdecimal() or int(value) < 1:
            raise BadCeilings(f"{CEILINGS} is a list such as time=600 memory=2048, of {', '.join(NAMES)}.")
        found[name] = int(value)
    return Ceilings(**found)


def within(job: Job, ceilings: Ceilings) -> Job:
    """Its time is Temporal's business as well, which waits longer than that in any case."""
    if ceilings.time is None or job.timeout_seconds <= ceilings.time:
        return job
    return replace(job, timeout_seconds=float(ceilings.time), time_set_by=CEILINGS)


def limits_of(job: Job, arguments: bytes, result_limit: int, ceilings: Ceilings) -> Limits:
    """What a plain script is given lies on its disk, and it need not be short of room for that."""
    usual, asked, set_by = Limits(), job.script.limits, dict[str, str]()
    if job.time_set_by is not None:
        set_by["time"] = job.time_set_by

    def lowest(name: str, wanted: int | None) -> int | None:
        ceiling: int | None = getattr(ceilings, name)
        if ceiling is None or (wanted is not None and wanted <= ceiling):
            return wanted
        set_by[name] = CEILINGS
        return ceiling

    output = lowest("output", asked.get("outputMb"))
    if output is None:
        result_bytes, output_bytes = result_limit, result_limit + LOG_BYTES
    else:
        result_bytes, output_bytes = min(result_limit, output * MEGABYTE), output * MEGABYTE
    if result_bytes == result_limit:
        set_by["result"] = RESULT_LIMIT
    elif "output" in set_by:
        set_by["result"] = CEILINGS
    disk = lowest("disk", asked.get("diskMb", usual.disk_mb))
    files = lowest("files", asked.get("files", usual.files))
    processes = lowest("processes", asked.get("processes", usual.processes))
    memory = lowest("memory", job.script.memory_mb)
    assert disk is not None and files is not None and processes is not None and memory is not None
    return replace(
        usual,
        memory_mb=max(LEAST_MEMORY_MB, memory),
        cpu_seconds=lowest("cpu", asked.get("cpuSeconds")),
        disk_mb=min(disk + len(arguments) // MEGABYTE, MAX_DISK_MB),
        files=min(files, MAX_FILES),
        processes=max(LEAST_PROCESSES, processes),
        result_bytes=result_bytes,
        output_bytes=output_bytes,
        set_by=set_by,
    )


def how_to_raise(set_by: Mapping[str, str], name: str) -> str:
    """A sentence more, for whoever needs more of it."""
    if name in set_by:
        return f" {set_by[name]} sets that."
    field = STEP_FIELDS.get(name)
    return "" if field is None else f" Raise it in the step ({field}){ALSO_OF_ACTIONS.get(name, '')}."
