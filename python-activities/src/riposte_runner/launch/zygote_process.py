"""The zygote as its launcher sees it: started, told to fork, and gone at some time."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket

from riposte_runner.launch.interpreter import Interpreter

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "zygote.py")
CONTROL = 3


class ZygoteProcess:
    """`uid`: whose it becomes, where this is root."""

    def __init__(self, interpreter: Interpreter, uid: int | None) -> None:
        self.control, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.setblocking(False)
        # Its streams are pipes from the start, as a script's are, for the interpreter remembers what they can.
        stdin, stdin_end = os.pipe()
        stdout_end, stdout = os.pipe()
        command = [interpreter.executable, *interpreter.flags, PROGRAM, *([] if uid is None else [str(uid)])]
        actions = [(os.POSIX_SPAWN_DUP2, source, number) for source, number in ((stdin, 0), (stdout, 1))]
        try:
            self.pid = os.posix_spawn(
                command[0],
                command,
                {},
                file_actions=[*actions, (os.POSIX_SPAWN_DUP2, its.fileno(), CONTROL)],
                setsid=True,
                setsigmask=[],
                setsigdef=[signal.SIGTERM, signal.SIGINT, signal.SIGCHLD, signal.SIGPIPE],
            )
        finally:
            for descriptor in (stdin, stdin_end, stdout, stdout_end):
                os.close(descriptor)
            its.close()
        self.handle = os.pidfd_open(self.pid)

    def ask(self, uid: int | None, sockets: list[socket.socket]) -> None:
        """Raises OSError when it is gone, or has not taken what it was asked before."""
        socket.send_fds(self.control, [json.dumps({"uid": uid}).encode()], [of.fileno() for of in sockets])

    def answer(self) -> dict[str, object] | None:
        try:
            message = self.control.recv(4096)
        except OSError:
            return None
        return json.loads(message) if message else None

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)

    def close(self) -> None:
        """Once it has ended."""
        self.control.close()
        os.close(self.handle)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
