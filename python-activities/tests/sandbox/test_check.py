"""A check of a script: by its own interpreter, in its own sandbox, and nothing of it runs."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from riposte_runner.check_script import check_source
from riposte_runner.sandbox.launched import LaunchedSandbox


def check(sandbox: LaunchedSandbox, source: str) -> dict[str, Any]:
    return asyncio.run(check_source(sandbox, source))


def test_what_can_be_read_is_fine_and_does_not_run(sandbox: LaunchedSandbox) -> None:
    source = "raise SystemExit('it ran')\ndef main(address, days=3, *, note, why=1): pass"
    assert check(sandbox, source) == {
        "kind": "fine",
        "main": {"names": ["address", "days", "note", "why"], "needed": ["address", "note"], "takesAny": False},
    }
    assert check(sandbox, "def main(**given): pass")["main"]["takesAny"] is True
    assert check(sandbox, "print(1)") == {"kind": "fine", "main": None}


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        ("x = 1\ndef main(:\n    pass", 2, "invalid syntax"),
        ("def main():\n    return 1\n  x = 2", 3, "indent"),
        ("print 'two'", 1, "parentheses"),
        ("x = 1\nreturn x", 2, "outside function"),
    ],
)
def test_a_fault_is_told_with_its_line(sandbox: LaunchedSandbox, source: str, line: int, says: str) -> None:
    verdict = check(sandbox, source)
    assert (verdict["kind"], verdict["line"]) == ("faulty", line)
    assert says in verdict["message"]


@pytest.mark.parametrize("source", ["(" * 100_000, "-" * 900_000 + "1", "a" + ".a" * 400_000, "x = '\0'", "[" * 199])
def test_what_no_parser_survives_is_refused(sandbox: LaunchedSandbox, source: str) -> None:
    assert check(sandbox, source)["kind"] == "faulty"
