from __future__ import annotations

import pytest
from scripts import SMALL, failure_of, job_for

from riposte_runner.sandbox.port import Chunk, SandboxEnd
from riposte_runner.verdict import judge, sandbox_failed


@pytest.mark.parametrize("said", ["No permissions to create a new namespace.", "no permissions"])
def test_a_reason_that_is_a_sentence_gets_no_second_full_stop(said: str) -> None:
    end = SandboxEnd("exit", 1, (Chunk("stderr", f"bwrap: {said}\n".encode()),), b"", 1)
    failure = failure_of(judge(end, job_for("main", 1), SMALL))
    for message in (failure.message, sandbox_failed("The script was not started", said)):
        assert f"{said.rstrip('.')}. Scripts need" in message
