"""Reads what the runner inside the sandbox said. It is not to be trusted: the script can write there too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast


@dataclass(frozen=True)
class Report:
    # The sandbox stood and the script was about to run.
    ready: bool
    # Of a `main`: the returned value as JSON text, unchecked.
    result: str | None
    failure: ReportedFailure | None


@dataclass(frozen=True)
class ReportedFailure:
    kind: str
    message: str
    line: int | None


def parse_report(data: bytes) -> Report:
    head, _newline, body = data.partition(b"\n")
    if head != b"ready":
        return Report(ready=False, result=None, failure=None)
    try:
        # The runner speaks last, on a line of its own.
        found: Any = json.loads(body.rstrip().rpartition(b"\n")[2])
    except (ValueError, RecursionError):
        found = None
    fields = cast(dict[str, Any], found) if isinstance(found, dict) else {}
    result = fields.get("result")
    return Report(
        ready=True,
        result=result if isinstance(result, str) else None,
        failure=parse_failure(fields.get("failure")),
    )


def parse_failure(found: Any) -> ReportedFailure | None:
    if not isinstance(found, dict):
        return None
    fields = cast(dict[str, Any], found)
    line = fields.get("line")
    return ReportedFailure(
        kind=str(fields.get("kind")),
        message=str(fields.get("message")),
        line=line if isinstance(line, int) else None,
    )
