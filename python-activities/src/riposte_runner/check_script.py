"""The activity behind saving a script: its syntax, by the interpreter and in the sandbox that it would run in."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from temporalio import activity

from riposte_runner.interpreters import ANY, InterpreterMissing, Interpreters
from riposte_runner.report import parse_report
from riposte_runner.sandbox.port import Limits, Python, Sandbox, SandboxRequest, SandboxUnavailable, Stop

SECONDS = 3.0
LIMITS = Limits(memory_mb=256, disk_mb=8, files=100, output_bytes=1024 * 1024)
LONGEST_MESSAGE = 500
TOO_MUCH = "It is nested too deeply, or is too large, for Python to read."

Verdict = dict[str, Any]


class ScriptChecks:
    def __init__(self, sandbox: Sandbox, interpreters: Interpreters, room: asyncio.Semaphore) -> None:
        """`room`: for as many sandboxes as there may be at once."""
        self._sandbox = sandbox
        self._interpreters = interpreters
        self._room = room

    @activity.defn(name="check_script")
    async def check_script(self, found: dict[str, Any]) -> Verdict:
        try:
            python = await self._interpreters.named(str(found.get("python", ANY)))
        except InterpreterMissing as error:
            return unchecked(str(error))
        async with self._room:
            return await check_source(self._sandbox, str(found["source"]), python)


async def check_source(sandbox: Sandbox, source: str, python: Python | None = None) -> Verdict:
    request = SandboxRequest("check", source, b"{}", None, {}, SECONDS, LIMITS, python)
    try:
        end = await sandbox.run(request, Stop())
    except SandboxUnavailable as error:
        return unchecked(str(error))
    report = parse_report(end.report)
    if not report.ready:
        return unchecked("the sandbox did not start")
    if end.ended_by == "timeout":
        return faulty(f"Python could not read it within {SECONDS:g} s.", None)
    if end.ended_by not in ("exit", "memory"):
        return unchecked(f"the check was ended ({end.ended_by})")
    if report.failure is not None:
        return faulty(report.failure.message, report.failure.line)
    if end.ended_by == "memory" or end.exit_code != 0 or report.result is None:
        # Its parser may crash of it, too.
        return faulty(TOO_MUCH, None)
    return {"kind": "fine", **json.loads(report.result)}


def faulty(message: str, line: int | None) -> Verdict:
    return {"kind": "faulty", "message": message[:LONGEST_MESSAGE], "line": line}


def unchecked(reason: str) -> Verdict:
    return {"kind": "unchecked", "reason": reason[:LONGEST_MESSAGE]}
