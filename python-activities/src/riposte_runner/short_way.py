"""The short way: a script that the TypeScript worker of this machine hands over by a Unix socket, past Temporal.

A line is an attempt: an `ActionJob` as JSON, one after the other on a connection. The answer is a line too, what the
activity would answer or `{"kind":"elsewhere"}`: there is no room, the script takes longer than a workflow should be
held up for, or it was lost. Then it is asked for again as an activity, which finds here what has been begun. Who asked
may go away: that ends no script, for whoever asks again finds it here or at its row.

The folder is made for this socket alone, and closed to everybody but the one user that is served.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import struct
from pathlib import Path
from typing import Any

from riposte_runner.database import Unreachable
from riposte_runner.execution import JobLost
from riposte_runner.logs import logger
from riposte_runner.running import RunningScripts

# A workflow hears nothing while it waits for this.
PATIENCE_SECONDS = 1.0
LONGEST_LINE = 16 * 1024 * 1024
ELSEWHERE = {"kind": "elsewhere"}

log = logger("short way")


class ShortWay:
    def __init__(self, running: RunningScripts, path: str, client_uid: int) -> None:
        self._running = running
        self._path = path
        self._client_uid = client_uid
        self._server: asyncio.Server | None = None
        self._closed = False

    async def open(self) -> None:
        """Raises OSError."""
        with contextlib.suppress(FileNotFoundError):
            Path(self._path).unlink()
        before = os.umask(0o117)
        try:
            self._server = await asyncio.start_unix_server(self._serve, self._path, limit=LONGEST_LINE)
        finally:
            os.umask(before)

    def close(self) -> None:
        """Nothing new is taken; what was begun is answered."""
        self._closed = True
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if peer_uid(writer) != self._client_uid:
                log.warning("refused a connection of another user")
                return
            while line := await reader.readline():
                refused = self._closed or self._running.is_crowded
                answer = ELSEWHERE if refused else await self._answer(json.loads(line))
                writer.write(json.dumps(answer).encode() + b"\n")
                await writer.drain()
        except ConnectionError:
            log.warning("who asked for a script is gone")
        except Exception:
            log.error("a script could not be taken the short way", exc_info=True)
        finally:
            writer.close()

    async def _answer(self, found: dict[str, Any]) -> dict[str, Any]:
        job = self._running.read_job(found)
        taking = asyncio.create_task(self._running.take(job, job.run_id))
        until = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        try:
            await asyncio.wait({taking}, timeout=PATIENCE_SECONDS)
            if not taking.done():
                return ELSEWHERE
            work = taking.result().work
            await asyncio.wait({work}, timeout=max(0.0, until - asyncio.get_running_loop().time()))
            return work.result() if work.done() else ELSEWHERE
        except (JobLost, *Unreachable):
            return ELSEWHERE
        finally:
            taking.cancel()


def peer_uid(writer: asyncio.StreamWriter) -> int:
    connection = writer.get_extra_info("socket")
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _pid, uid, _gid = struct.unpack("3i", credentials)
    return uid
