"""How long a script waits for its first line: handed to a warm sandbox, beside a bare fork that isolates nothing.

python measure_first_line.py ROUNDS      prints {"warm": [ms, …], "bare": [ms, …]}, by turns
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "runner")]

from riposte_inside import session  # type: ignore[import-not-found] # noqa: E402

from riposte_runner.launch.interpreter import own_interpreter  # noqa: E402
from riposte_runner.launch.process import PR_SET_CHILD_SUBREAPER, prctl  # noqa: E402
from riposte_runner.launch.warm import Seat  # noqa: E402
from riposte_runner.launch.zygote_process import ZygoteProcess  # noqa: E402

# Belong to nobody; only root can take them.
ZYGOTE_UID, SANDBOX_UID = 61_184, 61_200
REHEARSAL_SECONDS = 0.02
SOURCE = "import time\ndef main():\n    return time.monotonic_ns()\n"
LIMITS = {"memoryMb": 256, "diskMb": 64, "resultBytes": 1_000, "processes": 64, "openFiles": 256, "cpuSeconds": 60}
REQUEST = {"entry": "main", "source": SOURCE, "connector": None, "environment": {}, "limits": LIMITS}


def warm(zygote: ZygoteProcess, uid: int | None) -> float:
    pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _of in range(2)]
    zygote.control.setblocking(True)
    zygote.ask(uid, [its for _mine, its in pairs])
    answer = zygote.answer()
    assert answer is not None and isinstance(answer["pid"], int), answer
    seat = Seat(pairs[0][0], pairs[1][0], uid, 0)
    for _mine, its in pairs:
        its.close()
    seat.socket.send(b"adopted")
    assert seat.socket.recv(1_000) == b"ready"
    # One that has just been forked is still at its rehearsal.
    time.sleep(REHEARSAL_SECONDS)
    pipes = [os.pipe() for _ in range(4)]
    ends = [pipes[0][0], *(pipe[1] for pipe in pipes[1:])]
    begun = time.monotonic_ns()
    seat.give(64, ends)
    os.write(pipes[0][1], json.dumps(REQUEST).encode() + b"\n{}")
    seat.close()
    for end in (*ends, pipes[0][1]):
        os.close(end)
    said = read_all(pipes[3][0])
    for pipe in pipes[1:]:
        os.close(pipe[0])
    os.waitpid(answer["pid"], 0)
    return (int(said.rpartition(b"result ")[2]) - begun) / 1e6


def bare() -> float:
    end, start = os.pipe()
    begun = time.monotonic_ns()
    if os.fork() == 0:
        names: dict[str, object] = {}
        exec(compile(SOURCE, "script.py", "exec", dont_inherit=True), names)
        main = names["main"]
        os.write(start, str(main()).encode() if callable(main) else b"")
        os._exit(0)
    os.close(start)
    said = read_all(end)
    os.close(end)
    os.wait()
    return (int(said) - begun) / 1e6


def read_all(descriptor: int) -> bytes:
    parts: list[bytes] = []
    while part := os.read(descriptor, 65_536):
        parts.append(part)
    return b"".join(parts)


def measure(rounds: int) -> dict[str, list[float]]:
    is_root = os.getuid() == 0
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    zygote = ZygoteProcess(own_interpreter(), ZYGOTE_UID if is_root else None)
    found: dict[str, list[float]] = {"warm": [], "bare": []}
    for at in range(rounds + 1):
        pair = {"warm": warm(zygote, SANDBOX_UID if is_root else None), "bare": bare()}
        # The first of each finds nothing in the caches.
        for name, took in pair.items() if at else ():
            found[name].append(took)
    zygote.kill()
    zygote.close()
    return found


if __name__ == "__main__":
    assert session
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]))) + "\n")
