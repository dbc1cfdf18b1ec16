"""The egress proxy: one process for all jobs of a launcher, which starts it and holds the other end of descriptor 3.

It is told of a job by its rules (rules.py) in JSON, with two descriptors: a line of that job, and a pipe for what it is
to be told; it answers `taken`. Over the line come the sockets that were made in the job's namespace
(launch/network.py); they are answered `ready` when they are served. The line's end is the job's. Which socket a
connection comes by says whose it is: there is nothing that a script could name. Standard library only. Ends with the
launcher.

    python -I -S -B -X utf8 main.py [UID]      UID: whose it becomes, where root has started it
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

SOURCES = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, SOURCES)

from riposte_runner.egress.guard import system_resolver  # noqa: E402
from riposte_runner.egress.job_network import JobNetwork  # noqa: E402
from riposte_runner.egress.reach import Reach  # noqa: E402
from riposte_runner.egress.rules import MOST_HOSTS, parse_rules  # noqa: E402
from riposte_runner.launch.kernel import keep_capabilities, set_name  # noqa: E402
from riposte_runner.launch.process import (  # noqa: E402
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    become,
    prctl,
)

CONTROL = 3
NAME = "riposte-egress"
LONGEST_MESSAGE = 64 * 1024
MOST_SOCKETS = MOST_HOSTS + 2
MOST_LOOKUPS = 512
TAKEN = b"taken"


async def serve(control: socket.socket) -> None:
    """Returns when the launcher is gone."""
    # One job's slow names are not to stand in the way of all others.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(MOST_LOOKUPS))
    jobs: set[asyncio.Task[None]] = set()
    while True:
        message, descriptors = await receive(control, 2)
        if not message:
            return
        line, said = socket.socket(fileno=descriptors[0]), descriptors[1]
        task = asyncio.create_task(serve_job(json.loads(message), line, said))
        jobs.add(task)
        task.add_done_callback(jobs.discard)
        control.send(TAKEN)


async def serve_job(rules: dict[str, Any], line: socket.socket, said: int) -> None:
    network = JobNetwork(Reach(parse_rules(rules), said, system_resolver))
    try:
        greeting, descriptors = await receive(line, MOST_SOCKETS)
        sockets = [socket.socket(fileno=descriptor) for descriptor in descriptors]
        if not greeting:
            return
        await network.open(sockets)
        line.send(b"ready")
        await receive(line, 0)
    finally:
        network.close()
        line.close()


async def receive(connection: socket.socket, most: int) -> tuple[bytes, list[int]]:
    """Nothing where the other side has gone."""
    connection.setblocking(False)
    readable = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(connection, readable.set)
    try:
        await readable.wait()
        message, descriptors, _flags, _address = socket.recv_fds(connection, LONGEST_MESSAGE, most)
        return message, descriptors
    except ConnectionError:
        return b"", []
    finally:
        loop.remove_reader(connection)


def give_up_rights(uid: str | None) -> None:
    if uid is not None:
        become(int(uid), int(uid))
    keep_capabilities(())
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_DUMPABLE, 0)
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    give_up_rights(sys.argv[1] if len(sys.argv) > 1 else None)
    set_name(NAME)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(serve(socket.socket(fileno=CONTROL)))


if __name__ == "__main__":
    main()
