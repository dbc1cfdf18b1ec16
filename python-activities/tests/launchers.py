"""A launcher that tests speak to, whoever has started it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from riposte_runner.launch.interpreter import own_interpreter
from riposte_runner.launch.process import descendants

SOURCE = Path(__file__).parents[1] / "src"


@dataclass(frozen=True)
class RunningLauncher:
    socket_path: str
    pid: int
    own_uid_per_job: bool

    def survivors(self) -> list[int]:
        """Everything that still runs under the launcher, however it got there."""
        return descendants([self.pid])[1:]


@contextmanager
def started_launcher(socket_path: Path) -> Generator[subprocess.Popen[bytes]]:
    """As whoever runs the tests."""
    command = [sys.executable, "-m", "riposte_runner.launcher", "--socket", str(socket_path)]
    environment = {"PYTHONPATH": str(SOURCE), **own_interpreter().environment}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None and process.stdin is not None
        assert b"ready" in process.stdout.readline()
        yield process
        process.stdin.close()
