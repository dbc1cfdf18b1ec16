"""Starts sandboxes for the Python worker; the only part of it that may run as root. Standard library only.

    python -m riposte_runner.launcher --socket PATH [--runner-uid N --uid-base N --uid-count N]
                                      [--environments FOLDER --uv PATH [--builder-uid N]] [--egress-uid N]

Started as root by the supervisor, with all three numbers: PATH's folder is made, 0700 and owned by
`--runner-uid`, and only that user is served; each running sandbox gets a user id of its own out of
[uid-base, uid-base + uid-count), which must belong to nobody and be at least the worker's concurrency.
Without the numbers everything runs as the user who started it: so the worker uses it when nobody is root.
The interpreter that runs this file (its base, not its virtual environment) also runs the scripts: it and
python-activities/runner must be readable for the sandboxes' users. Needs no environment but PYTHONPATH.

Prints `{"ready":true,"socket":PATH}` on stdout, logs JSON lines on stderr, ends on SIGTERM or when its
stdin ends, and takes its sandboxes with it. Whatever is written to its stdin it answers with `{"alive":true}` on
stdout; sent over the socket in place of a request, the same line is answered there.

Protocol (SOCK_SEQPACKET, one connection a job): the worker sends `{"backend","disk_mb","files"}` with four
descriptors (request, stdout, stderr, report). It hears `{"pid","warm"}`, then `{"exit","ended_by"}` when no process of
the job is left, or `{"error","busy"}`. The end of the worker's side of the connection kills the job. Of the backends
`bubblewrap` starts afresh, `zygote` takes a sandbox that is ready (launch/warm.py), or starts afresh too,
and `weak` isolates nothing. With `"python":{"version","prefix"}` the Python that lies below that folder runs the
script, always started afresh; so is one with `"environment":KEY`, which sees that environment. The backend `build`
builds it, as the builder. With `"network":RULES` (egress/rules.py), a fifth descriptor for what is refused, and a sixth
where there are certificates to trust, the egress proxy serves it, which is started for the first one that asks;
without, there is no network. `{"idle":true}` in place of a request is answered `{"zygote","ready"}`. `ended_by`:

    exit      it ended by itself
    files     it made more files than that
    client    the worker's side of the connection had ended
    launcher  the launcher was told to end; a connection that just ends says the same

There is no way to name a program or an argument but an interpreter: command lines are built here.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from riposte_runner.launch.build import Environments, begin_build
from riposte_runner.launch.door import listen, peer_uid, refuse
from riposte_runner.launch.egress_process import EgressProxy
from riposte_runner.launch.interpreter import own_interpreter
from riposte_runner.launch.job import Job
from riposte_runner.launch.network import JobLine
from riposte_runner.launch.process import PR_SET_CHILD_SUBREAPER, PR_SET_DUMPABLE, end_children, prctl
from riposte_runner.launch.spawn import Launch, Spawned, spawn
from riposte_runner.launch.users import SandboxUsers
from riposte_runner.launch.wanted import LONGEST_REQUEST, MOST_DESCRIPTORS, STDIO, Wanted, wanted_of
from riposte_runner.launch.warm import AT_HAND, Seat, Told, WarmSeats, end, zygote_starter

COUNT_SECONDS = 0.1
# Of these the files are not counted.
UNCOUNTED = ("weak", "build")
STDIN = 0
ALIVE = b'{"alive":true}'
IDLE = b'{"idle":true}'
# How long a job may wait for a warm sandbox that is being made.
PATIENCE_SECONDS = 0.5


@dataclass(frozen=True)
class Waiting:
    """Its descriptors are the launcher's to close."""

    connection: socket.socket
    wanted: Wanted
    descriptors: list[int]
    until: float


class Launcher:
    def __init__(
        self,
        socket_path: str,
        client_uid: int,
        uids: list[int],
        environments: Environments | None = None,
        egress_uid: int | None = None,
    ) -> None:
        self._client_uid = client_uid
        self._environments = environments
        self._users = SandboxUsers(uids)
        self._jobs: list[Job] = []
        self._waiting: list[Waiting] = []
        self._next_count = 0.0
        self._is_closing = False
        self._selector = selectors.DefaultSelector()
        self._bubblewrap = shutil.which("bwrap", path=os.pathsep.join(os.get_exec_path()))
        self._interpreter = own_interpreter()
        start_zygote = zygote_starter(self._interpreter, client_uid if uids else None)
        self._warm = WarmSeats(
            self._selector, start_zygote, self._users, Told(self._serve_waiting, self._end_orphans, log)
        )
        self._egress = EgressProxy(self._selector, self._interpreter, egress_uid, log)
        self._listener = listen(socket_path, client_uid if uids else None)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)

    def run(self) -> None:
        wake, waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(waker)
        signal.signal(signal.SIGTERM, lambda _number, _frame: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._selector.register(wake, selectors.EVENT_READ, None)
        # A terminal or a file cannot say that the parent is gone; then only SIGTERM ends it.
        with contextlib.suppress(PermissionError):
            self._selector.register(STDIN, selectors.EVENT_READ, None)
        while True:
            self._selector.select(self._longest_wait())
            # Again, for a signal may have come with what that returned. Being told to end comes before any job's end:
            # what ends all processes at once has not let that job end by itself.
            events = self._selector.select(0)
            if any(key.data is None and told_to_end(key.fd) for key, _events in events):
                return
            for key, _events in events:
                handler: Callable[[], None] | None = key.data
                # A handler may have closed what another event of the same round was about.
                if handler is not None and self._selector.get_map().get(key.fd) is key:
                    survive(handler)
            if time.monotonic() >= self._next_count:
                self._next_count = time.monotonic() + COUNT_SECONDS
                for job in self._counted_jobs():
                    survive(job.count_files)
            survive(self._reap)
            survive(self._serve_waiting)
            survive(self._warm.look)
            survive(self._egress.look)

    def _counted_jobs(self) -> list[Job]:
        return [job for job in self._jobs if job.launch.backend not in UNCOUNTED and not job.over]

    def _longest_wait(self) -> float | None:
        waits = [COUNT_SECONDS] if self._waiting or self._counted_jobs() else []
        looks = (self._warm.next_look_seconds, self._egress.next_look_seconds)
        return min([*waits, *(look for look in looks if look is not None)], default=None)

    def _accept(self) -> None:
        try:
            connection, _address = self._listener.accept()
        except OSError:
            return
        connection.setblocking(False)
        if peer_uid(connection) != self._client_uid:
            log("refused a connection of another user")
            connection.close()
            return
        self._selector.register(connection, selectors.EVENT_READ, partial(self._request, connection))

    def _request(self, connection: socket.socket) -> None:
        self._selector.unregister(connection)
        if self._is_closing:
            connection.close()
            return
        descriptors: list[int] = []
        try:
            message, descriptors, _flags, _address = socket.recv_fds(connection, LONGEST_REQUEST, MOST_DESCRIPTORS)
            # What the zygote or the egress proxy inherited, started right now, would stay open with them.
            for descriptor in descriptors:
                os.set_inheritable(descriptor, False)
            if not message:
                connection.close()
                return
            if message in (ALIVE, IDLE):
                connection.send(ALIVE if message == ALIVE else json.dumps(self._idle()).encode())
                connection.close()
                return
            wanted = wanted_of(message, descriptors)
            if wanted.fits_warm:
                self._waiting.append(Waiting(connection, wanted, descriptors, time.monotonic() + PATIENCE_SECONDS))
                descriptors = []
                self._serve_waiting()
                return
            if wanted.backend == "build":
                self._build(connection, wanted, descriptors)
            else:
                self._launch(connection, wanted, descriptors)
        except (OSError, ValueError, KeyError, TypeError) as error:
            log(f"a job could not be started: {error}")
            refuse(connection, str(error))
        finally:
            close_all(descriptors)

    def _idle(self) -> dict[str, object]:
        return {"zygote": self._warm.zygote_pid, "ready": self._warm.ready}

    def _serve_waiting(self) -> None:
        """First come, first served; cold where no warm sandbox is to be had in time."""
        while self._waiting:
            first = self._waiting[0]
            seat = self._warm.take()
            in_time = self._bubblewrap is None or time.monotonic() < first.until
            if seat is None and self._warm.expects_one and in_time:
                break
            # One that has just died is no reason to start nothing: there is another, or a cold one.
            if seat is not None and not self._is_given(seat, first):
                continue
            del self._waiting[0]
            try:
                if seat is None:
                    self._launch(first.connection, first.wanted, first.descriptors)
                else:
                    self._seat(seat, first)
            except (OSError, ValueError) as error:
                log(f"a job could not be started: {error}")
                refuse(first.connection, str(error))
            finally:
                close_all(first.descriptors)
        self._warm.wanted = AT_HAND + len(self._waiting)

    def _launch(self, connection: socket.socket, wanted: Wanted, descriptors: list[int]) -> None:
        if not self._users.available:
            refuse(connection, "every sandbox user is taken", busy=True)
            return
        backend = "weak" if wanted.backend == "weak" else "bubblewrap"
        python = wanted.python or self._interpreter
        packages = None if wanted.environment is None else self._known_environments().place_of(wanted.environment)
        line = self._line_for(wanted, descriptors) if backend == "bubblewrap" else None
        uid = self._users.take()
        launch = Launch(backend, wanted.disk_mb, wanted.files, uid, self._bubblewrap, python, packages, line)
        try:
            self._begin(connection, launch, spawn(launch, descriptors[:STDIO]))
        except BaseException:
            self._users.give_back(uid)
            if line is not None:
                line.close()
            raise

    def _line_for(self, wanted: Wanted, descriptors: list[int]) -> JobLine | None:
        if wanted.network is None:
            return None
        said, *certificates = descriptors[STDIO:]
        return self._egress.line_for(wanted.network, said, certificates[0] if certificates else None)

    def _build(self, connection: socket.socket, wanted: Wanted, descriptors: list[int]) -> None:
        environments = self._known_environments()
        build = begin_build(environments, wanted.environment or "", self._interpreter, wanted.python)
        launch = Launch(
            "build",
            wanted.disk_mb,
            wanted.files,
            environments.builder,
            self._bubblewrap,
            self._interpreter,
            build=build,
        )
        try:
            self._begin(connection, launch, spawn(launch, descriptors))
        except BaseException:
            build.finish(exit_code=1)
            raise

    def _known_environments(self) -> Environments:
        if self._environments is None:
            raise ValueError("this launcher was not told where environments lie")
        return self._environments

    def _is_given(self, seat: Seat, job: Waiting) -> bool:
        try:
            seat.give(job.wanted.disk_mb, job.descriptors)
        except OSError:
            assert seat.pid is not None
            end(seat.pid)
            self._users.give_back(seat.uid)
            return False
        finally:
            seat.close()
        return True

    def _seat(self, seat: Seat, job: Waiting) -> None:
        assert seat.pid is not None
        launch = Launch("zygote", job.wanted.disk_mb, job.wanted.files, seat.uid, self._bubblewrap, self._interpreter)
        try:
            self._begin(job.connection, launch, Spawned(seat.pid, None, None, init=seat.pid))
        except BaseException:
            end(seat.pid)
            self._users.give_back(seat.uid)
            raise

    def _begin(self, connection: socket.socket, launch: Launch, spawned: Spawned) -> None:
        job = Job(connection, launch, spawned, self._selector, self._end_orphans)
        self._jobs.append(job)
        self._selector.register(connection, selectors.EVENT_READ, job.kill_from_client)

    def _end_orphans(self) -> None:
        """What has lost its keeper has become a child of this process."""
        known = {pid for job in self._jobs if not job.over for pid in (job.pid, job.init) if pid is not None}
        end_children(os.getpid(), spared=known | self._warm.pids | self._egress.pids)

    def _reap(self) -> None:
        for job in [job for job in self._jobs if job.over]:
            self._jobs.remove(job)
            if job.launch.build is None:
                self._users.give_back(job.launch.uid)

    def close(self) -> None:
        """Ends every job and waits for it; what has not ended in time is killed."""
        self._is_closing = True
        self._selector.unregister(self._listener)
        self._listener.close()
        self._warm.close()
        for waiting in self._waiting:
            waiting.connection.close()
            close_all(waiting.descriptors)
        for job in self._jobs:
            job.kill("launcher")
        deadline = time.monotonic() + 5
        while any(not job.over for job in self._jobs) and time.monotonic() < deadline:
            for key, _events in self._selector.select(0.1):
                if key.data is not None and self._selector.get_map().get(key.fd) is key:
                    survive(key.data)
        end_children(os.getpid(), spared=self._egress.pids)
        self._reap()
        self._egress.close()


def close_all(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def told_to_end(descriptor: int) -> bool:
    """By a signal, or by the end of stdin; what is written there asks only whether this process stands still."""
    if descriptor != STDIN:
        return True
    if not os.read(STDIN, 4096):
        return True
    with contextlib.suppress(OSError):
        os.write(sys.stdout.fileno(), ALIVE + b"\n")
    return False


def survive(handler: Callable[[], None]) -> None:
    """One job's trouble must not end all others."""
    try:
        handler()
    except Exception as error:
        log(f"a fault in the launcher: {type(error).__name__}: {error}", level=50)


def log(message: str, level: int = 30) -> None:
    line = {"level": level, "time": int(time.time() * 1000), "component": "launcher", "msg": message}
    sys.stderr.write(json.dumps(line) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(prog="riposte_runner.launcher")
    parser.add_argument("--socket", required=True)
    parser.add_argument("--runner-uid", type=int)
    parser.add_argument("--uid-base", type=int)
    parser.add_argument("--uid-count", type=int)
    parser.add_argument("--environments")
    parser.add_argument("--uv")
    parser.add_argument("--builder-uid", type=int)
    parser.add_argument("--egress-uid", type=int)
    options = parser.parse_args()
    numbers = (options.runner_uid, options.uid_base, options.uid_count)
    as_root = os.getuid() == 0
    if as_root and (None in numbers or min(numbers) < 1):
        parser.error("as root, --runner-uid, --uid-base and --uid-count must say who runs what")
    uids = list(range(options.uid_base, options.uid_base + options.uid_count)) if as_root else []
    prctl(PR_SET_DUMPABLE, 0)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    if as_root and options.environments and (options.builder_uid or 0) < 1:
        parser.error("as root, --builder-uid must say who builds environments")
    environments = None
    if options.environments and options.uv:
        environments = Environments(
            os.path.realpath(options.environments), options.uv, options.builder_uid if as_root else None
        )
    launcher = Launcher(
        options.socket,
        options.runner_uid if as_root else os.getuid(),
        uids,
        environments,
        options.egress_uid if as_root else None,
    )
    sys.stdout.write(json.dumps({"ready": True, "socket": options.socket}) + "\n")
    sys.stdout.flush()
    try:
        launcher.run()
    finally:
        launcher.close()


if __name__ == "__main__":
    main()
