"""Reads what the runner inside the sandbox said. It is not to be trusted: the script can write there too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

# What stands before a result; a failure is JSON.
RESULT = b"result "
# JSON has no such word.
BRANCHES = "by "


@dataclass(frozen=True)
class Report:
    # The sandbox stood and the script was about to run.
    ready: bool
    # Of a `main`: the returned value as JSON text, unchecked.
    result: str | None
    failure: ReportedFailure | None
    # The named ways out that it takes.
    branches: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportedFailure:
    kind: str
    message: str
    line: int | None


def parse_report(data: bytes | bytearray) -> Report:
    if not is_ready(data):
        return Report(ready=False, result=None, failure=None)
    # The runner speaks last, on a line of its own. Found by its ends: it may be long.
    end = len(data) - 1 if data.endswith(b"\n") else len(data)
    start = data.rfind(b"\n", 0, end) + 1
    if data.startswith(RESULT, start):
        branches, text = split_branches(text_of(data[start + len(RESULT) : end]))
        return Report(ready=True, result=text, failure=None, branches=branches)
    try:
        found: Any = json.loads(data[start:end])
    except (ValueError, RecursionError):
        found = None
    fields = cast(dict[str, Any], found) if isinstance(found, dict) else {}
    return Report(ready=True, result=None, failure=parse_failure(fields.get("failure")))


def split_branches(text: str) -> tuple[tuple[str, ...], str]:
    if not text.startswith(BRANCHES):
        return (), text
    try:
        found, end = json.JSONDecoder().raw_decode(text, len(BRANCHES))
    except (ValueError, RecursionError):
        return (), text
    names = cast(list[Any], found) if isinstance(found, list) else []
    return tuple(str(name) for name in names), text[end:].lstrip()


def text_of(data: bytes | bytearray) -> str:
    try:
        # Python 2 has bytes for half a surrogate pair.
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def is_ready(data: bytes | bytearray) -> bool:
    return data.startswith(b"ready\n")


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
