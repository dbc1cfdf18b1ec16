"""The egress proxy as its launcher sees it: started for the first job with a network, told of each."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from riposte_runner.egress.rules import parse_rules
from riposte_runner.launch.interpreter import Interpreter
from riposte_runner.launch.network import JobLine

PROGRAM = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "egress", "main.py"))
CONTROL = 3
# How long it may take for what takes it no time; below what a job waits for it.
PATIENCE_SECONDS = 5.0


class EgressProxy:
    """`uid`: whose it becomes, where this is root; then it has to be given one."""

    def __init__(
        self,
        selector: selectors.BaseSelector,
        interpreter: Interpreter,
        uid: int | None,
        log: Callable[[str], None],
    ) -> None:
        self._selector = selector
        self._interpreter = interpreter
        self._uid = uid
        self._log = log
        self._control: socket.socket | None = None
        self._handle: int | None = None
        # When it was told of the jobs that it has not taken yet.
        self._told: deque[float] = deque()
        self.pid: int | None = None

    @property
    def pids(self) -> set[int]:
        return set() if self.pid is None else {self.pid}

    def line_for(self, rules: dict[str, Any], said: int, certificates: int | None) -> JobLine:
        """`said`: where it tells what it refused; both stay the caller's. Raises ValueError or OSError."""
        parsed = parse_rules(rules)
        if os.getuid() == 0 and self._uid is None:
            raise ValueError("this launcher was not told who runs the egress proxy")
        if self._control is None:
            self._start()
        assert self._control is not None
        own, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            socket.send_fds(self._control, [json.dumps(rules).encode()], [its.fileno(), said])
        except OSError:
            own.close()
            raise
        finally:
            its.close()
        self._told.append(time.monotonic())
        return JobLine(parsed, own, certificates)

    @property
    def next_look_seconds(self) -> float | None:
        return 1.0 if self._told else None

    def look(self) -> None:
        """To be called now and then: ends one that stands still."""
        if self._told and time.monotonic() - self._told[0] > PATIENCE_SECONDS:
            self._log("the egress proxy does not answer, it is started again")
            self._kill()
            self._told.clear()

    def _start(self) -> None:
        control, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # A proxy that stands still is not waited for.
        control.setblocking(False)
        interpreter = self._interpreter
        command = [interpreter.executable, *interpreter.flags, PROGRAM]
        null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        try:
            self.pid = os.posix_spawn(
                command[0],
                [*command, *([] if self._uid is None else [str(self._uid)])],
                {},
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, null, 0),
                    (os.POSIX_SPAWN_DUP2, null, 1),
                    (os.POSIX_SPAWN_DUP2, its.fileno(), CONTROL),
                ],
                setsid=True,
                setsigmask=[],
                setsigdef=[signal.SIGTERM, signal.SIGINT, signal.SIGCHLD, signal.SIGPIPE],
            )
        finally:
            os.close(null)
            its.close()
        self._control = control
        self._handle = os.pidfd_open(self.pid)
        self._selector.register(self._handle, selectors.EVENT_READ, self._ended)
        self._selector.register(control, selectors.EVENT_READ, self._answered)

    def _answered(self) -> None:
        assert self._control is not None
        try:
            said = self._control.recv(64)
        except OSError:
            said = b""
        if not said:
            # Its end is told by its handle.
            self._selector.unregister(self._control)
        elif self._told:
            self._told.popleft()

    def _ended(self) -> None:
        """The next job that needs it has it started again; those that had it reach nothing any more."""
        self._log("the egress proxy has ended")
        self._forget()

    def _forget(self) -> None:
        if self._handle is None or self._control is None or self.pid is None:
            return
        with contextlib.suppress(KeyError):
            self._selector.unregister(self._control)
        self._selector.unregister(self._handle)
        os.close(self._handle)
        self._told.clear()
        self._control.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        self._control = self._handle = self.pid = None

    def _kill(self) -> None:
        if self._handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def close(self) -> None:
        self._kill()
        self._forget()
