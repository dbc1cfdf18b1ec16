"""What goes to a runner of a group and what comes back, as JSON; both ends read it here."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from typing import Any, cast

from riposte_runner.network import Asked, parse_asked
from riposte_runner.sandbox.port import Chunk, Limits, SandboxEnd, SandboxRequest


@dataclass(frozen=True)
class Requirements:
    hash: str
    body: str


@dataclass(frozen=True)
class Needs:
    """What a script needs of the machine that it runs on, which only a runner there can find."""

    python: str
    requirements: Requirements | None
    network: Asked | None


@dataclass(frozen=True)
class Refused:
    """Nothing was started. `message` is for a person."""

    message: str


def write_script(request: SandboxRequest, needs: Needs) -> bytes:
    found: dict[str, Any] = {
        "entry": request.entry,
        "source": request.source,
        "arguments": encoded(request.arguments),
        "connector": request.connector,
        "environment": request.environment,
        "timeoutSeconds": request.timeout_seconds,
        "limits": asdict(request.limits),
        "command": request.command,
        "needs": asdict(needs),
    }
    return json.dumps(found).encode()


def read_script(data: bytes) -> tuple[SandboxRequest, Needs]:
    found: dict[str, Any] = json.loads(data)
    needs = found["needs"]
    requirements = needs["requirements"]
    request = SandboxRequest(
        entry=found["entry"],
        source=found["source"],
        arguments=decoded(found["arguments"]),
        connector=found["connector"],
        environment=found["environment"],
        timeout_seconds=found["timeoutSeconds"],
        limits=Limits(**found["limits"]),
        command=found["command"],
    )
    needed = Needs(
        python=needs["python"],
        requirements=None if requirements is None else Requirements(**requirements),
        network=parse_asked(needs["network"]),
    )
    return request, needed


def write_end(end: SandboxEnd | Refused) -> bytes:
    if isinstance(end, Refused):
        return json.dumps({"refused": end.message}).encode()
    found: dict[str, Any] = {
        "endedBy": end.ended_by,
        "exitCode": end.exit_code,
        "output": [[chunk.stream, encoded(chunk.data)] for chunk in end.output],
        "report": encoded(bytes(end.report)),
        "durationMs": end.duration_ms,
        "refusals": list(end.refusals),
    }
    return json.dumps(found).encode()


def read_end(data: bytes) -> SandboxEnd | Refused:
    """Raises KeyError, TypeError or ValueError where a runner has sent something else."""
    found: dict[str, Any] = json.loads(data)
    if "refused" in found:
        return Refused(str(found["refused"]))
    return SandboxEnd(
        ended_by=found["endedBy"],
        exit_code=int(found["exitCode"]),
        output=tuple(Chunk(stream, decoded(text)) for stream, text in cast(list[Any], found["output"])),
        report=decoded(found["report"]),
        duration_ms=int(found["durationMs"]),
        refusals=tuple(map(str, found["refusals"])),
    )


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def decoded(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
