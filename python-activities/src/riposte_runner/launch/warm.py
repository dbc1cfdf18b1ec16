"""Sandboxes that are ready before there is a script for them: two at hand, forked by the zygote one by one.

Whatever goes wrong here costs time only: without a seat a job is started cold.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from riposte_runner.launch.interpreter import Interpreter
from riposte_runner.launch.job import parent_of
from riposte_runner.launch.process import kill
from riposte_runner.launch.users import SandboxUsers
from riposte_runner.launch.zygote_process import ZygoteProcess

AT_HAND = 2
MOST_UNDER_WAY = 8
# How long the zygote may take for one; then it is started again.
PATIENCE_SECONDS = 5.0
FIRST_BACK_OFF_SECONDS = 0.25
LONGEST_BACK_OFF_SECONDS = 60.0
# Sandboxes of one zygote share its hash seed and the places of its memory: so it does not live for ever.
SEATS_OF_ONE_ZYGOTE = 1_000


@dataclass(frozen=True)
class Told:
    """What the launcher does when something has happened here."""

    # A seat is ready, or none is to be expected any more.
    change: Callable[[], None]
    # The zygote has ended; what it was just making has become a child of the launcher.
    orphans: Callable[[], None]
    log: Callable[[str], None]


@dataclass
class Seat:
    """A sandbox that waits for its script: `socket` leads to its first process, `desk` to the script's."""

    socket: socket.socket
    desk: socket.socket
    uid: int | None
    since: float
    pid: int | None = None
    is_ready: bool = False
    is_over: bool = False

    def give(self, disk_mb: int, stdio: list[int]) -> None:
        """Raises OSError when it has gone."""
        # In this order: who has ended is not given the script, and who has it counts as a job.
        self.socket.send(b"begin")
        socket.send_fds(self.desk, [json.dumps({"disk_mb": disk_mb}).encode()], stdio)

    def close(self) -> None:
        self.socket.close()
        self.desk.close()


class WarmSeats:
    def __init__(
        self,
        selector: selectors.BaseSelector,
        start_zygote: Callable[[], ZygoteProcess],
        users: SandboxUsers,
        told: Told,
    ) -> None:
        self._selector = selector
        self._start_zygote = start_zygote
        self._users = users
        self._on_change = told.change
        self._on_orphans = told.orphans
        self._log = told.log
        self._zygote: ZygoteProcess | None = None
        self._seats: list[Seat] = []
        # Those that the zygote has not answered for yet, in its order.
        self._asked: list[Seat] = []
        self._start_at: float | None = time.monotonic()
        self._back_off = FIRST_BACK_OFF_SECONDS
        self._given = 0
        self.wanted = AT_HAND

    @property
    def pids(self) -> set[int]:
        """Children of the launcher that belong to no job."""
        zygote = [] if self._zygote is None else [self._zygote.pid]
        return {*zygote, *(seat.pid for seat in self._seats if seat.pid is not None)}

    @property
    def zygote_pid(self) -> int | None:
        return None if self._zygote is None else self._zygote.pid

    @property
    def ready(self) -> list[int]:
        return [seat.pid for seat in self._seats if seat.is_ready and seat.pid is not None]

    @property
    def expects_one(self) -> bool:
        return self._zygote is not None and bool(self._seats)

    @property
    def next_look_seconds(self) -> float | None:
        if self._start_at is not None:
            return max(0.0, self._start_at - time.monotonic())
        return 1.0 if any(not seat.is_ready for seat in self._seats) else None

    def take(self) -> Seat | None:
        """Its sockets and its process are the caller's now."""
        for seat in self._seats:
            if seat.is_ready:
                self._seats.remove(seat)
                self._selector.unregister(seat.socket)
                return seat
        return None

    def look(self) -> None:
        """To be called now and then: starts what is due, ends what hangs, asks for what is missing."""
        now = time.monotonic()
        if self._start_at is not None and self._start_at <= now:
            self._start()
        if self._zygote is None:
            return
        if any(not seat.is_ready and now - seat.since > PATIENCE_SECONDS for seat in self._seats):
            self._log("the zygote does not answer, starting it again")
            self._zygote.kill()
            return
        while len(self._seats) < self.wanted and len(self._asked) < MOST_UNDER_WAY and self._users.available:
            if self._given >= SEATS_OF_ONE_ZYGOTE:
                if not self._asked:
                    self._back_off = 0.0
                    self._zygote.kill()
                return
            if not self._ask(self._zygote):
                return

    def close(self) -> None:
        self._start_at = None
        for seat in self._seats:
            with contextlib.suppress(KeyError):
                self._selector.unregister(seat.socket)
            seat.close()
            if seat.pid is not None:
                end(seat.pid)
        self._seats, self._asked = [], []
        if self._zygote is not None:
            self._zygote.kill()
            # What was closed is still reported while a process forked just now holds it.
            for end_of_it in (self._zygote.control, self._zygote.handle):
                with contextlib.suppress(KeyError):
                    self._selector.unregister(end_of_it)
            self._zygote.close()
            self._zygote = None

    def _start(self) -> None:
        self._start_at = None
        try:
            self._zygote = self._start_zygote()
        except (OSError, NotImplementedError) as error:
            self._log(f"the zygote could not be started, scripts start cold: {error}")
            self._later()
            return
        self._given = 0
        self._selector.register(self._zygote.control, selectors.EVENT_READ, self._answered)
        self._selector.register(self._zygote.handle, selectors.EVENT_READ, self._ended)

    def _later(self) -> None:
        self._start_at = time.monotonic() + self._back_off
        self._back_off = min(max(self._back_off * 2, FIRST_BACK_OFF_SECONDS), LONGEST_BACK_OFF_SECONDS)

    def _ask(self, zygote: ZygoteProcess) -> bool:
        pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _of in range(2)]
        for mine, _its in pairs:
            mine.setblocking(False)
        seat = Seat(pairs[0][0], pairs[1][0], self._users.take(), time.monotonic())
        try:
            zygote.ask(seat.uid, [its for _mine, its in pairs])
        except OSError:
            seat.close()
            self._users.give_back(seat.uid)
            return False
        finally:
            for _mine, its in pairs:
                its.close()
        self._given += 1
        self._seats.append(seat)
        self._asked.append(seat)
        self._selector.register(seat.socket, selectors.EVENT_READ, lambda: self._heard(seat))
        return True

    def _answered(self) -> None:
        assert self._zygote is not None
        said = self._zygote.answer()
        if said is None:
            # Its end is told by its handle.
            self._selector.unregister(self._zygote.control)
            return
        seat = self._asked.pop(0)
        pid = said.get("pid")
        if isinstance(pid, int) and parent_of(pid) == os.getpid():
            seat.pid = pid
            with contextlib.suppress(OSError):
                seat.socket.send(b"adopted")
        else:
            self._log(f"a sandbox could not be forked, scripts start cold: {said.get('error')}")
            seat.is_over = True
            self._zygote.kill()
        if seat.is_over:
            self._drop(seat)

    def _heard(self, seat: Seat) -> None:
        try:
            said = seat.socket.recv(1024)
        except OSError:
            said = b""
        if said == b"ready":
            seat.is_ready = True
            self._back_off = FIRST_BACK_OFF_SECONDS
            self._on_change()
            return
        if said:
            self._log(f"a sandbox could not be prepared, scripts start cold: {said.decode('utf-8', 'replace')}")
            if self._zygote is not None:
                self._zygote.kill()
        seat.is_over = True
        if seat not in self._asked:
            self._drop(seat)
        else:
            self._selector.unregister(seat.socket)

    def _drop(self, seat: Seat) -> None:
        """One that is of no use, or never was."""
        with contextlib.suppress(KeyError):
            self._selector.unregister(seat.socket)
        seat.close()
        self._seats.remove(seat)
        if seat.pid is not None:
            end(seat.pid)
        self._users.give_back(seat.uid)
        self._on_change()

    def _ended(self) -> None:
        """Sandboxes that are ready, or adopted, go on without it."""
        assert self._zygote is not None
        with contextlib.suppress(KeyError):
            self._selector.unregister(self._zygote.control)
        self._selector.unregister(self._zygote.handle)
        self._zygote.close()
        self._zygote = None
        self._on_orphans()
        lost, self._asked = self._asked, []
        for seat in lost:
            self._drop(seat)
        self._later()
        self._on_change()


def end(pid: int) -> None:
    """A child that has done nothing yet."""
    kill(pid)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)


def zygote_starter(interpreter: Interpreter, uid: int | None) -> Callable[[], ZygoteProcess]:
    return lambda: ZygoteProcess(interpreter, uid)
