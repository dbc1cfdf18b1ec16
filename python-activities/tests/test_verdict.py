from __future__ import annotations

from typing import Literal

import pytest
from scripts import SMALL, failure_of, job_for

from riposte_runner.redaction import REDACTED, Redactor
from riposte_runner.sandbox.port import Chunk, SandboxEnd
from riposte_runner.verdict import judge, sandbox_failed


@pytest.mark.parametrize("said", ["No permissions to create a new namespace.", "no permissions"])
def test_a_reason_that_is_a_sentence_gets_no_second_full_stop(said: str) -> None:
    end = SandboxEnd("exit", 1, (Chunk("stderr", f"bwrap: {said}\n".encode()),), b"", 1)
    failure = failure_of(judge(end, job_for("main", 1), SMALL))
    for message in (failure.message, sandbox_failed("The script was not started", said)):
        assert f"{said.rstrip('.')}. Scripts need" in message


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_the_reason_that_is_the_end_of_what_was_printed_is_cleaned_with_all_of_it(
    stream: Literal["stdout", "stderr"],
) -> None:
    redactor = Redactor(["a first line\nof a secret\nand a last one", "tok_7Qm2ZxA9pLk4WvT8sD"])
    for printed in (b"fine\ntok_7Qm2ZxA9pLk4", b"it says: a first line\nof a sec"):
        end = SandboxEnd("exit", 1, (Chunk(stream, printed),), b"ready\n", 1)
        failure = failure_of(judge(end, job_for("plain", 1), SMALL, redactor.cut_text))
        assert failure.message in (REDACTED, f"it says: {REDACTED}")
