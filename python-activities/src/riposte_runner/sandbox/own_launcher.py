"""Where nobody is root the worker keeps a launcher of its own running."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from riposte_runner.launch.interpreter import own_interpreter
from riposte_runner.logs import logger

SOURCE_FOLDER = Path(__file__).resolve().parents[2]
RESTART_SECONDS = 0.5

log = logger("launcher")


class OwnLauncher:
    """Ends with the worker, however that ends: it watches the pipe that is its stdin.

    `options`: what it is told beside its socket.
    """

    def __init__(self, options: Sequence[str] = ()) -> None:
        self._options = options
        self._folder = Path(tempfile.mkdtemp(prefix="riposte-launcher-"))
        self.socket_path = str(self._folder / "launcher.sock")
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self._spawn()
        self._keeper = asyncio.create_task(self._keep())

    async def close(self) -> None:
        if self._keeper:
            self._keeper.cancel()
        if self._process and self._process.stdin:
            self._process.stdin.close()
            await asyncio.to_thread(self._process.wait)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _spawn(self) -> None:
        command = [sys.executable, "-m", "riposte_runner.launcher", "--socket", self.socket_path, *self._options]
        # Its environment ends up beside scripts: it gets nothing that is worth reading.
        environment = {
            "PYTHONPATH": str(SOURCE_FOLDER),
            "PATH": os.pathsep.join(os.get_exec_path()),
            **own_interpreter().environment,
        }
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
        )
        assert self._process.stdout
        ready = await asyncio.to_thread(self._process.stdout.readline)
        self._process.stdout.close()
        if not ready:
            log.error("the launcher did not start")

    async def _keep(self) -> None:
        while True:
            assert self._process
            code = await asyncio.to_thread(self._process.wait)
            log.warning("the launcher ended, starting it again", extra={"fields": {"exitCode": code}})
            await asyncio.sleep(RESTART_SECONDS)
            await self._spawn()
