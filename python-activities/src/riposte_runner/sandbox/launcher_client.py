"""Speaks to the launcher: one connection is one job (protocol: riposte_runner/launcher.py)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
from pathlib import Path
from typing import Any, BinaryIO, cast

from riposte_runner.sandbox.port import Backend, EndedBy, Python, SandboxRequest, SandboxUnavailable

AGAIN_SECONDS = 0.1
# Half a minute and more: a launcher that has ended is started again. Not by the clock, which runs on while this
# process is stopped.
TRIES = 300

# By the launcher's word; none where it was this side that ended the job.
ENDED_BY: dict[str, EndedBy | None] = {"exit": "exit", "files": "files", "client": None, "launcher": "lost"}


class LauncherGone(Exception):
    """The connection ended before the job did; the launcher's end has killed the job too."""


class RunningJob:
    def __init__(self, connection: socket.socket, pid: int) -> None:
        self.pid = pid
        self._connection = connection

    async def ended(self) -> tuple[EndedBy | None, int]:
        """Returns when nothing of the job is left: what ended it, none for `kill`, and its exit code."""
        try:
            message = await receive(self._connection)
        except LauncherGone:
            return "lost", 128 + signal.SIGKILL
        return ENDED_BY[message["ended_by"]], int(message["exit"])

    def kill(self) -> None:
        # Not a message: one that is still unread at the other side would reset the answer.
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._connection.close()


async def start_job(
    socket_path: str, backend: Backend, wanted: SandboxRequest, stdio: list[int], tries: int = TRIES
) -> RunningJob:
    """`stdio`: request, stdout, stderr, report, and where refusals go if it has a network. Waits for a free sandbox.
    Raises SandboxUnavailable."""
    asked = asked_of_launcher(backend, wanted)
    with contextlib.ExitStack() as opened:
        if "network" in asked and wanted.network is not None and wanted.network.certificates is not None:
            stdio = [*stdio, opened.enter_context(open_certificates(wanted.network.certificates)).fileno()]
        return await start_asked(socket_path, asked, stdio, tries)


async def start_asked(socket_path: str, asked: dict[str, Any], stdio: list[int], tries: int = TRIES) -> RunningJob:
    """As `start_job`."""
    request = json.dumps(asked).encode()
    left = tries
    while True:
        try:
            connection, answer = await ask(socket_path, request, stdio)
        except (OSError, LauncherGone) as error:
            # It may just be starting again. Nothing has run yet: the script is sent after this.
            left -= 1
            if left == 0:
                raise SandboxUnavailable(f"the sandbox launcher does not answer ({error or 'it ended'})") from error
            await asyncio.sleep(AGAIN_SECONDS)
            continue
        if "pid" in answer:
            return RunningJob(connection, int(answer["pid"]))
        connection.close()
        if not answer.get("busy"):
            raise SandboxUnavailable(str(answer.get("error", "the launcher gave no reason")))
        left = tries
        await asyncio.sleep(AGAIN_SECONDS)


def asked_of_launcher(backend: Backend, wanted: SandboxRequest) -> dict[str, Any]:
    asked: dict[str, Any] = {"backend": backend, "disk_mb": wanted.limits.disk_mb, "files": wanted.limits.files}
    if wanted.packages is not None:
        asked["environment"] = wanted.packages.key
    if wanted.network is not None and backend != "weak":
        asked["network"] = wanted.network.rules
    return {**asked, **python_for_launcher(wanted.python)}


def open_certificates(path: str) -> BinaryIO:
    """Opened anew for each sandbox, which reads it from its beginning."""
    try:
        return Path(path).open("rb")
    except OSError as error:
        reason = f"{path}, with the certificates to trust, cannot be read ({error.strerror})"
        raise SandboxUnavailable(reason) from None


def python_for_launcher(python: Python | None) -> dict[str, Any]:
    return {} if python is None else {"python": {"version": python.version, "prefix": python.prefix}}


async def is_alive(socket_path: str) -> None:
    """Returns when it answers, or is not there, and so is being started again; not while it stands still."""
    with contextlib.suppress(OSError, LauncherGone):
        connection, _answer = await ask(socket_path, b'{"alive":true}', [])
        connection.close()


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
