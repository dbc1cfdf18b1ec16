"""The zygote: used where it is there, supervised, and missed by nobody where it is not."""

from __future__ import annotations

import asyncio
import json
import os
import select
import selectors
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from launchers import started_launcher, until_ready
from scripts import NOTHING, SMALL, result_of

from riposte_runner.launch.interpreter import own_interpreter
from riposte_runner.launch.process import children, descendants
from riposte_runner.launch.users import SandboxUsers
from riposte_runner.launch.warm import Told, WarmSeats, zygote_starter
from riposte_runner.sandbox.choose import probe
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.launcher_client import connect, start_job

SAYS_HOW = "def main(): return open('/proc/1/comm').read().startswith('riposte')"
WARM, COLD = "true", "false"


@pytest.fixture
def zygote(tmp_path: Path) -> Iterator[LaunchedSandbox]:
    """Under a launcher of its own: these tests kill what others use."""
    path = tmp_path / "own" / "l.sock"
    with started_launcher(path):
        sandbox = LaunchedSandbox(str(path), "zygote", own_uid_per_job=False)
        problem = asyncio.run(probe(sandbox))
        if problem is not None or asyncio.run(until_ready(str(path))) is None:
            pytest.skip(f"no zygote works here: {problem}")
        yield sandbox


def pids(sandbox: LaunchedSandbox) -> dict[str, Any]:
    found = asyncio.run(until_ready(sandbox.socket_path))
    assert found is not None
    return found


def test_a_script_runs_in_a_sandbox_that_was_ready(zygote: LaunchedSandbox) -> None:
    for _again in range(5):
        before = pids(zygote)
        assert result_of(zygote, SAYS_HOW) == WARM
        assert pids(zygote)["zygote"] == before["zygote"]


def test_one_that_died_is_started_again_and_missed_by_nobody(zygote: LaunchedSandbox) -> None:
    for _again in range(2):
        before = pids(zygote)
        os.kill(before["zygote"], signal.SIGKILL)
        # Those that were ready go on without it; after them, cold.
        for _job in range(4):
            assert result_of(zygote, SAYS_HOW) in (WARM, COLD)
        assert asyncio.run(until_ready(zygote.socket_path, without=[before["zygote"]])) is not None
        assert result_of(zygote, SAYS_HOW) == WARM


def test_one_that_stands_still_is_not_waited_for(zygote: LaunchedSandbox) -> None:
    before = pids(zygote)
    os.kill(before["zygote"], signal.SIGSTOP)
    assert [result_of(zygote, SAYS_HOW) for _job in range(4)][-1] == COLD
    assert asyncio.run(until_ready(zygote.socket_path, without=[before["zygote"]])) is not None
    assert result_of(zygote, SAYS_HOW) == WARM


def test_a_sandbox_that_dies_while_it_waits_is_replaced(zygote: LaunchedSandbox) -> None:
    before = pids(zygote)
    for pid in before["ready"]:
        os.kill(pid, signal.SIGKILL)
    after = asyncio.run(until_ready(zygote.socket_path, without=before["ready"]))
    assert after is not None and after["zygote"] == before["zygote"]
    assert result_of(zygote, SAYS_HOW) == WARM


def test_it_survives_clients_that_go_away(zygote: LaunchedSandbox) -> None:
    before = pids(zygote)["zygote"]

    async def go(delay: float) -> None:
        stdio = [end for _ in range(4) for end in os.pipe()]
        job = await start_job(zygote.socket_path, "zygote", NOTHING, [stdio[0], *stdio[3::2]])
        await asyncio.sleep(delay)
        job.close()
        for descriptor in stdio:
            os.close(descriptor)

    async def reset() -> None:
        """With something unread, which resets the connection."""
        connection = await connect(zygote.socket_path)
        null = os.open(os.devnull, os.O_RDWR)
        request = json.dumps({"backend": "zygote", "disk_mb": 8, "files": 9}).encode()
        socket.send_fds(connection, [request], [null] * 4)
        os.close(null)
        connection.close()

    for delay in (0, 0.001, 0.005, 0.02):
        asyncio.run(go(delay))
        asyncio.run(reset())
    assert result_of(zygote, SAYS_HOW) in (WARM, COLD)
    assert pids(zygote)["zygote"] == before


def test_many_at_once_find_their_sandboxes(zygote: LaunchedSandbox) -> None:
    from riposte_runner.sandbox.port import SandboxRequest, Stop

    async def go() -> list[int]:
        request = SandboxRequest("main", "def main(): return 1", b"{}", None, {}, 60, SMALL)
        ends = await asyncio.gather(*(zygote.run(request, Stop()) for _ in range(12)))
        return [end.exit_code for end in ends]

    assert asyncio.run(go()) == [0] * 12


def test_one_that_has_made_many_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "own" / "l.sock"
    with started_launcher(path, "from riposte_runner.launch import warm; warm.SEATS_OF_ONE_ZYGOTE = 4"):
        sandbox = LaunchedSandbox(str(path), "zygote", own_uid_per_job=False)
        first = asyncio.run(until_ready(str(path)))
        if first is None:
            pytest.skip("no zygote works here")
        for _job in range(3):
            # In the moment in which one takes the other's place it would start cold.
            pids(sandbox)
            assert result_of(sandbox, SAYS_HOW) == WARM
        later = asyncio.run(until_ready(str(path), without=[first["zygote"]]))
        assert later is not None and later["zygote"] is not None
        assert result_of(sandbox, SAYS_HOW) == WARM


def test_nothing_of_it_outlives_its_launcher(tmp_path: Path) -> None:
    path = tmp_path / "own" / "l.sock"
    with started_launcher(path) as launcher:
        if asyncio.run(until_ready(str(path))) is None:
            pytest.skip("no zygote works here")
        handles = [os.pidfd_open(pid) for pid in descendants([launcher.pid])[1:]]
        launcher.kill()
        launcher.wait()
        for handle in handles:
            looked = select.poll()
            looked.register(handle, select.POLLIN)
            assert looked.poll(30_000), "it is still there"
            os.close(handle)


def test_it_holds_nothing_and_lets_nobody_look(zygote: LaunchedSandbox) -> None:
    pid = pids(zygote)["zygote"]
    assert len(list(Path(f"/proc/{pid}/task").iterdir())) == 1
    # Not dumpable: what runs as the same user sees neither its memory nor its descriptors.
    for name in ("environ", "mem"):
        with pytest.raises(PermissionError):
            Path(f"/proc/{pid}/{name}").read_bytes()
    with pytest.raises(PermissionError):
        list(Path(f"/proc/{pid}/fd").iterdir())
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    assert (status["NoNewPrivs"].strip(), int(status["CapEff"], 16)) == ("1", 0)
    # A second sandbox may just be made ready by a child, which leaves none behind.
    for _again in range(500):
        if not children(pid):
            break
        time.sleep(0.02)
    assert not children(pid)


def test_a_script_finds_the_interpreter_as_one_that_was_just_started(zygote: LaunchedSandbox) -> None:
    source = """
        import os, signal, sys, threading
        def main():
            return {
                "argv": sys.argv, "path": sys.path, "flags": str(sys.flags), "executable": sys.executable,
                "environment": sorted(os.environ.items()), "folder": os.getcwd(), "user": [os.getuid(), os.getgid()],
                "umask": os.umask(0), "session": os.getsid(0) == 1, "comm": open("/proc/self/comm").read(),
                "ours": sorted(name for name in sys.modules if name.startswith("riposte")),
                "streams": [(s.encoding, s.errors, s.line_buffering, s.seekable()) for s in (sys.stdout, sys.stderr)],
                "signals": [str(signal.getsignal(n)) for n in (2, 13, 15, 17)], "threads": threading.active_count(),
                "mounts": sorted(line.split()[4] for line in open("/proc/self/mountinfo")),
                "limits": open("/proc/self/limits").read(), "host": os.uname().nodename,
            }
    """
    warm = json.loads(result_of(zygote, source))
    cold = json.loads(result_of(LaunchedSandbox(zygote.socket_path, "bubblewrap", False), source))
    assert warm == cold


def test_a_launcher_that_ends_does_not_listen_to_it_any_more() -> None:
    """What is closed but held by a process that was just forked would be reported without an end."""
    with selectors.DefaultSelector() as selector:
        told = Told(lambda: None, lambda: None, lambda _message: None)
        warm = WarmSeats(selector, zygote_starter(own_interpreter(), None), SandboxUsers([]), told)
        warm.look()
        assert selector.get_map()
        warm.close()
        assert not selector.get_map()
