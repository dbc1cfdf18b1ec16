"""The launcher itself: what it refuses, and that it outlives whoever goes away."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path

import pytest
from launchers import RunningLauncher
from scripts import NOTHING, result_of

from riposte_runner.launch.process import descendants
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.launcher_client import RunningJob, connect, receive, start_job
from riposte_runner.sandbox.port import SandboxUnavailable


async def ask(launcher: RunningLauncher, message: bytes, descriptors: int) -> dict[str, object]:
    connection = await connect(launcher.socket_path)
    null = os.open(os.devnull, os.O_RDWR)
    socket.send_fds(connection, [message], [null] * descriptors)
    try:
        return await receive(connection)
    finally:
        os.close(null)
        connection.close()


@pytest.mark.parametrize(
    ("message", "descriptors"),
    [
        (b"not json", 4),
        (b"[]", 4),
        (b"{}", 4),
        (b'{"backend":"sh","disk_mb":8,"files":9}', 4),
        (b'{"backend":"weak","disk_mb":true,"files":9}', 4),
        (b'{"backend":"weak","disk_mb":-1,"files":9}', 4),
        (b'{"backend":"weak","disk_mb":99999999,"files":9}', 4),
        (b'{"backend":"weak","disk_mb":8}', 4),
        (b'{"backend":"weak","disk_mb":8,"files":0}', 4),
        (b'{"backend":"weak","disk_mb":8,"files":9}', 3),
        (b'{"backend":"bubblewrap","disk_mb":8,"files":9,"network":{"internet":true,"hosts":[]}}', 4),
        (b'{"backend":"bubblewrap","disk_mb":8,"files":9,"network":{"internet":true,"hosts":["a b:1"]}}', 5),
        (b'{"backend":"bubblewrap","disk_mb":8,"files":9,"network":[]}', 5),
        (b'{"backend":"weak","disk_mb":8,"files":9,"network":{"internet":true,"hosts":[]}}', 5),
        (b'{"backend":"build","disk_mb":8,"files":9,"network":{"internet":true,"hosts":[]}}', 5),
    ],
)
def test_what_is_no_valid_request_is_refused(launcher: RunningLauncher, message: bytes, descriptors: int) -> None:
    assert "error" in asyncio.run(ask(launcher, message, descriptors))


def test_a_connection_that_goes_away_at_once_does_no_harm(launcher: RunningLauncher, sandbox: LaunchedSandbox) -> None:
    for _ in range(20):
        client = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        client.connect(launcher.socket_path)
        client.close()
    assert result_of(sandbox, "def main(): return 1") == "1"


@pytest.mark.parametrize("delay", [0, 0.002, 0.005, 0.01, 0.02, 0.05])
def test_a_lost_connection_ends_the_job(launcher: RunningLauncher, sandbox: LaunchedSandbox, delay: float) -> None:
    """At every stage of its start; what is left is asserted after each test."""

    async def go() -> None:
        stdio = [end for _ in range(4) for end in os.pipe()]
        job = await start_job(launcher.socket_path, sandbox.backend, NOTHING, [stdio[0], *stdio[3::2]])
        await asyncio.sleep(delay)
        job.close()
        for descriptor in stdio:
            os.close(descriptor)

    for _ in range(3):
        asyncio.run(go())


def test_a_launcher_that_is_not_there_is_said(tmp_path: Path) -> None:
    async def go() -> None:
        await start_job(str(tmp_path / "nobody.sock"), "weak", NOTHING, [], tries=2)

    with pytest.raises(SandboxUnavailable, match="does not answer"):
        asyncio.run(go())


def test_each_sandbox_has_a_user_of_its_own(launcher: RunningLauncher, isolated: LaunchedSandbox) -> None:
    if not launcher.own_uid_per_job:
        pytest.skip("only a launcher that runs as root can give out users")

    async def go() -> list[set[int]]:
        jobs: list[RunningJob] = []
        users: list[set[int]] = []
        pipes = [os.pipe() for _ in range(8)]
        for stdio in (pipes[:4], pipes[4:]):
            ends = [stdio[0][0], *(pipe[1] for pipe in stdio[1:])]
            jobs.append(await start_job(launcher.socket_path, isolated.backend, NOTHING, ends))
            await asyncio.sleep(0.2)
            users.append({Path(f"/proc/{pid}").stat().st_uid for pid in descendants([jobs[-1].pid])})
        for job in jobs:
            job.close()
        for descriptor in (end for pipe in pipes for end in pipe):
            os.close(descriptor)
        return users

    first, second = asyncio.run(go())
    assert len(first) == len(second) == 1
    assert first != second
    assert not (first | second) & {0, os.getuid()}
