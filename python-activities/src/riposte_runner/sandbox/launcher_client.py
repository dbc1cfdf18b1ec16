"""Speaks to the launcher: one connection is one job (protocol: riposte_runner/launcher.py)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from typing import Any, cast

from riposte_runner.sandbox.port import Backend, SandboxUnavailable

BUSY_WAIT_SECONDS = 0.1


class LauncherGone(Exception):
    """The connection ended before the job did; the launcher's end has killed the job too."""


class RunningJob:
    def __init__(self, connection: socket.socket, pid: int) -> None:
        self.pid = pid
        self._connection = connection

    async def exit_code(self) -> int:
        """Returns when nothing of the job is left."""
        message = await receive(self._connection)
        if "exit" not in message:
            raise LauncherGone
        return int(message["exit"])

    def kill(self) -> None:
        # Not a message: one that is still unread at the other side would reset the answer.
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._connection.close()


async def start_job(socket_path: str, backend: Backend, disk_mb: int, stdio: list[int]) -> RunningJob:
    """`stdio`: request, stdout, stderr, report. Waits for a free sandbox. Raises SandboxUnavailable."""
    request = json.dumps({"backend": backend, "disk_mb": disk_mb}).encode()
    while True:
        connection = await connect(socket_path)
        try:
            socket.send_fds(connection, [request], stdio)
            answer = await receive(connection)
        except (OSError, LauncherGone) as error:
            connection.close()
            raise SandboxUnavailable("the sandbox launcher went away while the script was started") from error
        except BaseException:
            connection.close()
            raise
        if "pid" in answer:
            return RunningJob(connection, int(answer["pid"]))
        connection.close()
        if not answer.get("busy"):
            raise SandboxUnavailable(str(answer.get("error", "the launcher gave no reason")))
        await asyncio.sleep(BUSY_WAIT_SECONDS)


async def connect(socket_path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    connection.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(connection, socket_path)
    except OSError as error:
        connection.close()
        raise SandboxUnavailable(f"the sandbox launcher does not answer ({error.strerror})") from error
    return connection


async def receive(connection: socket.socket) -> dict[str, Any]:
    try:
        message = await asyncio.get_running_loop().sock_recv(connection, 4096)
    except OSError as error:
        raise LauncherGone from error
    if not message:
        raise LauncherGone
    return cast(dict[str, Any], json.loads(message))
