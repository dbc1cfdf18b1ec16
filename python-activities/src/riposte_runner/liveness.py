"""Answers the supervisor, which asks by stdin whether this process stands still."""

from __future__ import annotations

import asyncio
import sys
from typing import Protocol

from riposte_runner.sandbox.launcher_client import is_alive


class Launcher(Protocol):
    socket_path: str


class Liveness:
    """A launcher of our own answers with us: nobody else would notice that it stands still."""

    def __init__(self) -> None:
        self.launcher: Launcher | None = None
        self._answering: asyncio.Task[None] | None = None

    def asked(self) -> None:
        # One answer is enough for all that was asked meanwhile.
        if self._answering is None or self._answering.done():
            self._answering = asyncio.create_task(self._answer())

    async def _answer(self) -> None:
        if self.launcher is not None:
            await is_alive(self.launcher.socket_path)
        sys.stdout.write('{"alive":true}\n')
        sys.stdout.flush()
