"""Every hostile script: it gets nothing, leaves nothing (conftest.py), and the next one is well.

In bubblewrap and, by turns, in one other backend; in all of them with RIPOSTE_HOSTILE=all (`pnpm test:hostile`).
"""

from __future__ import annotations

import os

import pytest
from backends import BACKENDS
from hostile import HOSTILE, PRELUDE, Hostile
from scripts import result_of, run

from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import Limits
from riposte_runner.verdict import Success, Verdict

# Whoever is root runs this twice (test_as_other_users.py), and not with the same ones.
FIRST_TURN = 1 if "RIPOSTE_TEST_LAUNCHER" in os.environ else 0
LIMITS = Limits(memory_mb=192, disk_mb=8, files=2_000, processes=32, output_bytes=4 * 1024 * 1024)


def said(verdict: Verdict) -> str:
    return verdict.of.result if isinstance(verdict.of, Success) else f"{verdict.of.code}/{verdict.of.message}"


def is_as_expected(hostile: Hostile, verdict: Verdict) -> bool:
    found = said(verdict)
    for expected in hostile.expected:
        code, slash, words = expected.partition("/")
        if isinstance(verdict.of, Success) or not slash:
            if found == expected:
                return True
        elif verdict.of.code == code and words in verdict.of.message:
            return True
    return False


def backends_for(hostile: Hostile, turn: int) -> list[str]:
    """Without the weaker mode where that does not keep a script from what is not its own."""
    first, *others = (backend for backend in BACKENDS if backend != "weak" or hostile.weak != "not run")
    return [first, *others] if os.environ.get("RIPOSTE_HOSTILE") == "all" else [first, others[turn % len(others)]]


COMBINATIONS = [
    pytest.param(backend, hostile, id=f"{backend}-{hostile.name}")
    for turn, hostile in enumerate(HOSTILE, FIRST_TURN)
    for backend in backends_for(hostile, turn)
]


@pytest.mark.parametrize(("sandbox", "hostile"), COMBINATIONS, indirect=["sandbox"])
def test_a_hostile_script(sandbox: LaunchedSandbox, hostile: Hostile) -> None:
    is_weak = sandbox.backend == "weak"
    source = PRELUDE + hostile.body
    verdict, end = run(sandbox, source, entry=hostile.entry, timeout=hostile.timeout, limits=LIMITS)
    # Whatever it did, it is bounded: what is kept of it, and how long it had.
    assert sum(len(chunk.data) for chunk in end.output) + len(end.report) <= LIMITS.output_bytes
    if not (is_weak and hostile.weak == "any"):
        assert is_as_expected(hostile, verdict), f"{said(verdict)[:300]} {verdict.log[-300:]}"
    assert result_of(sandbox, "def main(): return 'well'") == '"well"'


def test_they_are_many() -> None:
    assert len(HOSTILE) >= 40
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE)
