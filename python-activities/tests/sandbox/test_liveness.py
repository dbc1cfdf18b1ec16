"""Who asks by stdin hears from it whether the process, or a launcher of its own, stands still."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest
from launchers import started_launcher

from riposte_runner.liveness import Liveness

ALIVE = '{"alive":true}\n'


class LauncherAt:
    """What the worker's own launcher looks like to it."""

    def __init__(self, socket_path: Path) -> None:
        self.socket_path = str(socket_path)


def test_a_launcher_answers_whoever_holds_its_stdin(tmp_path: Path) -> None:
    with started_launcher(tmp_path / "own" / "l.sock") as launcher:
        assert launcher.stdin is not None and launcher.stdout is not None
        for _ in range(2):
            launcher.stdin.write(b"\n")
            launcher.stdin.flush()
            assert launcher.stdout.readline().decode() == ALIVE
        launcher.stdin.close()
        assert launcher.wait(timeout=30) == 0


async def asked(liveness: Liveness) -> None:
    liveness.asked()
    for _ in range(20):
        await asyncio.sleep(0.05)


def test_the_worker_answers_for_its_own_launcher_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own" / "l.sock"

    async def scenario() -> None:
        liveness = Liveness()
        await asked(liveness)
        assert capsys.readouterr().out == ALIVE
        liveness.launcher = LauncherAt(path)
        await asked(liveness)
        assert capsys.readouterr().out == ALIVE, "one that is not there is being started again"
        with started_launcher(path) as launcher:
            await asked(liveness)
            assert capsys.readouterr().out == ALIVE
            os.kill(launcher.pid, signal.SIGSTOP)
            await asked(liveness)
            await asked(liveness)
            assert capsys.readouterr().out == ""
            os.kill(launcher.pid, signal.SIGCONT)
            await asked(liveness)
            assert capsys.readouterr().out == ALIVE, "one answer for all that was asked meanwhile"

    asyncio.run(scenario())
