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
        "wrong": None,
    }
    assert check(sandbox, "def main(**given): pass")["main"]["takesAny"] is True


@pytest.mark.parametrize(
    ("source", "why", "line"),
    [
        ("print(1)", "no_main", None),
        ("class Judge:\n    def judge(self): pass", "no_main", None),
        ("x = 1\nasync def main(address): pass", "async_main", 2),
        ("def main(): pass\nasync def main(address): pass", "async_main", 2),
        ("def main(a):\n    for x in a:\n        yield x", "generator_main", 1),
    ],
)
def test_what_can_never_work_is_told(sandbox: LaunchedSandbox, source: str, why: str, line: int | None) -> None:
    verdict = check(sandbox, source)
    assert (verdict["kind"], verdict["wrong"]) == ("fine", {"why": why, "line": line})


@pytest.mark.parametrize(
    "source",
    [
        "def main(a, /, b): pass",
        "def main(a):\n    def each():\n        yield a\n    return list(each())",
        "def main(a): return [(yield_ for yield_ in a)]",
        "import asyncio\ndef wait(f): return lambda: asyncio.run(f())\n@wait\nasync def main(): return 1",
        "def judge(a): pass\nmain = judge",
        "from os.path import join as main",
        "from os.path import *",
        "if True:\n    def main(): pass",
        "def other():\n    global main\n    main = print\nother()",
        "globals()['main'] = print",
        "import sys\nsetattr(sys.modules[__name__], 'main', print)",
    ],
)
def test_what_may_work_is_not_held_against_it(sandbox: LaunchedSandbox, source: str) -> None:
    assert check(sandbox, source)["wrong"] is None


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
