"""One running sandbox as its launcher sees it. It is over only when nothing of its tree is left."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
from collections.abc import Callable
from typing import Literal

from riposte_runner.launch.file_count import FileCount, open_file_count
from riposte_runner.launch.spawn import Launch, Spawned
from riposte_runner.launch.work_folder import remove_work_folder

EndedBy = Literal["exit", "files", "client", "launcher"]

# What a killed job ends with: SIGKILL, or SIGTERM of a keeper that has not started it yet.
KILLED = (128 + signal.SIGKILL, 128 + signal.SIGTERM)

# Of a sandbox that stands up slowly; then it is said, once.
MOST_TRIES = 100


class Job:
    """Announces `{"pid"}` on its connection, then `{"exit","ended_by"}`; the end of the client's side kills it."""

    def __init__(
        self,
        connection: socket.socket,
        launch: Launch,
        spawned: Spawned,
        selector: selectors.BaseSelector,
        end_orphans: Callable[[], None],
    ) -> None:
        self.launch = launch
        self.pid = spawned.pid
        self.init: int | None = None
        self.over = False
        self._connection = connection
        self._info = spawned.info
        self._work_folder = spawned.work_folder
        self._info_text = b""
        self._exit_code: int | None = None
        self._init_handle: int | None = None
        self._file_count: FileCount | None = None
        self._count_tries = 0
        self._ended_by: EndedBy = "exit"
        self._ended_before_kill = False
        self._kill_wanted = False
        self._selector = selector
        self._end_orphans = end_orphans
        self._handle = os.pidfd_open(self.pid)
        selector.register(self._handle, selectors.EVENT_READ, self._first_ended)
        if self._info is not None:
            selector.register(self._info, selectors.EVENT_READ, self._read_info)
        if spawned.init is not None:
            self._watch_init(spawned.init)
        self.send({"pid": self.pid, "warm": launch.backend == "zygote"})

    def send(self, message: dict[str, object]) -> None:
        with contextlib.suppress(OSError):
            self._connection.send(json.dumps(message).encode())

    def kill(self, ended_by: EndedBy) -> None:
        """The first reason counts, and only where the job has not ended by itself."""
        if self._exit_code is None and self._ended_by == "exit":
            self._ended_by = ended_by
            self._ended_before_kill = has_ended(self.pid)
        self._kill()

    def _kill(self) -> None:
        """The first process inside takes its whole namespace with it; a keeper clears up its tree itself."""
        self._kill_wanted = True
        if self._init_handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._init_handle, signal.SIGKILL)
        # Until bubblewrap has told its child's pid, killing it could leave that child behind.
        elif self._info is None and self._exit_code is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGTERM)

    def kill_from_client(self) -> None:
        """Its side of the connection has ended."""
        self._selector.unregister(self._connection)
        self.kill("client")

    def count_files(self) -> None:
        """To be called again and again while it runs: ends it when it has made too many."""
        if self._init_handle is None or self.init is None or self._kill_wanted:
            return
        if self._file_count is None:
            self._count_tries += 1
            self._file_count = open_file_count(self.init, self.launch.uid)
        if self._file_count is None:
            if self._count_tries == MOST_TRIES:
                raise RuntimeError("a sandbox does not let its files be counted")
            return
        if self._file_count.files() > self.launch.files:
            self.kill("files")

    def _read_info(self) -> None:
        assert self._info is not None
        chunk = os.read(self._info, 4096)
        self._info_text += chunk
        if chunk and not self._info_text.rstrip().endswith(b"}"):
            return
        self._selector.unregister(self._info)
        os.close(self._info)
        self._info = None
        with contextlib.suppress(ValueError, KeyError, TypeError):
            self._watch_init(int(json.loads(self._info_text)["child-pid"]))
        if self._kill_wanted:
            self._kill()
        self._maybe_over()

    def _watch_init(self, pid: int) -> None:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        # The pid may have ended and been given to somebody else.
        if parent_of(pid) not in (self.pid, os.getpid()):
            os.close(handle)
            return
        self.init = pid
        self._init_handle = handle
        self._selector.register(handle, selectors.EVENT_READ, self._init_ended)

    def _first_ended(self) -> None:
        self._selector.unregister(self._handle)
        os.close(self._handle)
        _pid, status = os.waitpid(self.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        self._exit_code = code if code >= 0 else 128 - code
        if self._info is not None:
            self._read_info()
        self._kill()
        # A keeper may have been killed by its own job.
        if self.init is None:
            self._end_orphans()
        self._maybe_over()

    def _init_ended(self) -> None:
        assert self._init_handle is not None
        self._selector.unregister(self._init_handle)
        os.close(self._init_handle)
        self._init_handle = None
        self._maybe_over()

    def _maybe_over(self) -> None:
        if self._exit_code is None or self._info is not None or self._init_handle is not None or self.over:
            return
        self.over = True
        # It became a child of the launcher if bubblewrap ended before it.
        if self.init is not None:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self.init, os.WNOHANG)
        # Before it is said to be over: this is what frees the files.
        if self._file_count is not None:
            self._file_count.close()
        # And this what is still said of its network.
        if self.launch.line is not None:
            self.launch.line.close()
        if self.launch.build is not None:
            self.launch.build.finish(self._exit_code)
        if self._work_folder is not None:
            remove_work_folder(self._work_folder, self.launch.uid)
        by_itself = self._exit_code == 0 or (self._ended_before_kill and self._exit_code not in KILLED)
        self.send({"exit": self._exit_code, "ended_by": "exit" if by_itself else self._ended_by})
        self.close()

    def close(self) -> None:
        with contextlib.suppress(KeyError):
            self._selector.unregister(self._connection)
        self._connection.close()


def has_ended(child: int) -> bool:
    """Without reaping it."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def parent_of(pid: int) -> int | None:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
            return int(stat.read().rpartition(")")[2].split()[1])
    except OSError:
        return None
