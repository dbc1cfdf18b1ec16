"""Every hostile script, in every backend: it gets nothing, leaves nothing (conftest.py), and the next one is well."""

from __future__ import annotations

import pytest
from hostile import HOSTILE, PRELUDE, Hostile
from scripts import result_of, run

from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import Limits
from riposte_runner.verdict import Success, Verdict

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


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_script(sandbox: LaunchedSandbox, hostile: Hostile) -> None:
    is_weak = sandbox.backend == "weak"
    if is_weak and hostile.weak == "not run":
        pytest.skip("the weaker mode does not keep this from what is not the script's own")
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
