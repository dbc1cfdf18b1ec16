"""Speaks to the launcher: one connection is one job (protocol: riposte_runner/launcher.py)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from typing import Any, cast

from riposte_runner.sandbox.port import Backend, EndedBy, Limits, SandboxUnavailable

AGAIN_SECONDS = 0.1
PATIENCE_SECONDS = 5.0


class LauncherGone(Exception):
    """The connection ended before the job did; the launcher's end has killed the job too."""


class RunningJob:
    def __init__(self, connection: socket.socket, pid: int) -> None:
        self.pid = pid
        self._connection = connection

    async def ended(self) -> tuple[EndedBy, int]:
        """Returns when nothing of the job is left: whether it ended by itself, and its exit code."""
        message = await receive(self._connection)
        if "exit" not in message:
            raise LauncherGone
        return "files" if message.get("ended_by") == "files" else "exit", int(message["exit"])

    def kill(self) -> None:
        # Not a message: one that is still unread at the other side would reset the answer.
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._connection.close()


async def start_job(socket_path: str, backend: Backend, limits: Limits, stdio: list[int]) -> RunningJob:
    """`stdio`: request, stdout, stderr, report. Waits for a free sandbox. Raises SandboxUnavailable."""
    request = json.dumps({"backend": backend, "disk_mb": limits.disk_mb, "files": limits.files}).encode()
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection, answer = await ask(socket_path, request, stdio)
        except (OSError, LauncherGone) as error:
            # It may just be starting again. Nothing has run yet: the script is sent after this.
            if time.monotonic() > give_up_at:
                raise SandboxUnavailable(f"the sandbox launcher does not answer ({error or 'it ended'})") from error
            await asyncio.sleep(AGAIN_SECONDS)
            continue
        if "pid" in answer:
            return RunningJob(connection, int(answer["pid"]))
        connection.close()
        if not answer.get("busy"):
            raise SandboxUnavailable(str(answer.get("error", "the launcher gave no reason")))
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        await asyncio.sleep(AGAIN_SECONDS)


async def ask(socket_path: str, request: bytes, stdio: list[int]) -> tuple[socket.socket, dict[str, Any]]:
    connection = await connect(socket_path)
    try:
        socket.send_fds(connection, [request], stdio)
        return connection, await receive(connection)
    except BaseException:
        connection.close()
        raise


async def connect(socket_path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    connection.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(connection, socket_path)
    except BaseException:
        connection.close()
        raise
    return connection


async def receive(connection: socket.socket) -> dict[str, Any]:
    try:
        message = await asyncio.get_running_loop().sock_recv(connection, 4096)
    except OSError as error:
        raise LauncherGone from error
    if not message:
        raise LauncherGone
    return cast(dict[str, Any], json.loads(message))
