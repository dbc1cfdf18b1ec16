"""One attempt of one script step, as the workflow hands it over (packages/temporal/src/contract.ts)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from riposte_runner.interpreters import ANY
from riposte_runner.network import Asked, parse_asked

ENTRIES = ("main", "plain", "module")
LIMITS = ("cpuSeconds", "processes", "outputMb", "diskMb", "files")


@dataclass(frozen=True)
class Script:
    hash: str
    entry: Literal["main", "plain", "module"]
    memory_mb: int
    name: str
    # What its step or action asks for beside time and memory: names of LIMITS, whole numbers from 1.
    limits: Mapping[str, int] = field(default_factory=dict[str, int])
    # The version of its interpreter, "2.7"; "3": the runner's own.
    python: str = ANY
    # By the hash of what they are required by; none: nothing beside the standard library.
    requirements: str | None = None
    # What it may reach; none: nothing.
    network: Asked | None = None
    # Of a module: what its main.py is called with.
    command: str | None = None


@dataclass(frozen=True)
class Job:
    workspace_id: str
    run_id: str
    step: str
    scope: str
    attempt: int
    # Its key in the catalogue.
    action: str
    may_take_over: bool
    connector: str | None
    script: Script
    timeout_seconds: float
    # A payload: inline text or blob reference.
    arguments: dict[str, Any]
    # Where its time is not the step's own: the variable that has set it.
    time_set_by: str | None = None
    # At whose runners it runs; none: as its connector says, else here.
    group: str | None = None

    @property
    def key(self) -> tuple[str, str, str, int]:
        return (self.run_id, self.step, self.scope, self.attempt)

    @property
    def name(self) -> str:
        """What is said on the channel where attempts are cancelled."""
        return "/".join(str(part) for part in self.key)

    @property
    def log_fields(self) -> dict[str, Any]:
        return {"run": self.run_id, "step": self.step, "attempt": self.attempt}


def parse_job(found: dict[str, Any]) -> Job:
    """Raises KeyError or ValueError where it is no ActionJob with a script."""
    call = found["call"]
    script = call["script"]
    if call["execution"] != "script" or script is None or script["entry"] not in ENTRIES:
        raise ValueError("this call has no script")
    return Job(
        workspace_id=found["workspaceId"],
        run_id=found["runId"],
        step=found["step"],
        scope=found["scope"],
        attempt=int(found["attempt"]),
        action=call["action"],
        may_take_over=bool(call["idempotent"]) or call["onLost"] == "rerun" or call["effect"] == "read",
        connector=call["connector"],
        script=Script(
            script["hash"],
            script["entry"],
            int(script["memoryMb"]),
            script["name"],
            parse_limits(script.get("limits")),
            script.get("python", ANY),
            script.get("requirements"),
            parse_asked(script.get("network")),
            script.get("command"),
        ),
        timeout_seconds=float(call["timeoutMs"]) / 1000,
        arguments=call["arguments"],
        group=call.get("runnerGroup"),
    )


def parse_limits(found: object) -> dict[str, int]:
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ValueError("limits are an object")
    limits = cast(dict[str, object], found)
    for name, value in limits.items():
        if name not in LIMITS or type(value) is not int or value < 1:
            raise ValueError(f"a limit is one of {', '.join(LIMITS)}, and a whole number from 1")
    return cast(dict[str, int], limits)
