"""What is said of a sandbox before the first script comes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from launchers import started_launcher

from riposte_runner.sandbox.choose import state_of
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import Backend

WITHOUT_BUBBLEWRAP = "import os; os.environ['PATH'] = '/nowhere'"
NOT_INSTALLED = "bubblewrap (bwrap) is not installed"


@pytest.mark.parametrize(
    ("before", "backend", "state"),
    [
        ("", "zygote", "bubblewrap"),
        ("", "weak", "weak"),
        # The zygote needs none; what it cannot take does.
        (WITHOUT_BUBBLEWRAP, "zygote", f"partial: {NOT_INSTALLED}"),
        (WITHOUT_BUBBLEWRAP, "bubblewrap", f"missing: {NOT_INSTALLED}"),
        (WITHOUT_BUBBLEWRAP, "weak", "weak"),
    ],
)
def test_what_scripts_can_run_in_is_said(tmp_path: Path, before: str, backend: Backend, state: str) -> None:
    path = tmp_path / "own" / "l.sock"
    with started_launcher(path, before):
        assert asyncio.run(state_of(LaunchedSandbox(str(path), backend, own_uid_per_job=False))) == state
