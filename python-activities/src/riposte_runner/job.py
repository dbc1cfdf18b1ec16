"""One attempt of one script step, as the workflow hands it over (packages/temporal/src/contract.ts)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Script:
    hash: str
    entry: Literal["main", "plain"]
    memory_mb: int
    name: str


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

    @property
    def key(self) -> tuple[str, str, str, int]:
        return (self.run_id, self.step, self.scope, self.attempt)

    @property
    def log_fields(self) -> dict[str, Any]:
        return {"run": self.run_id, "step": self.step, "attempt": self.attempt}


def parse_job(found: dict[str, Any]) -> Job:
    """Raises KeyError or ValueError where it is no ActionJob with a script."""
    call = found["call"]
    script = call["script"]
    if call["execution"] != "script" or script is None or script["entry"] not in ("main", "plain"):
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
        script=Script(script["hash"], script["entry"], int(script["memoryMb"]), script["name"]),
        timeout_seconds=float(call["timeoutMs"]) / 1000,
        arguments=call["arguments"],
    )
