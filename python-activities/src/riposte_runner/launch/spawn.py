"""Forks the first process of a sandbox and gives up every right it does not need."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from riposte_runner.launch.bubblewrap import INFO_FD, NO_NETWORK, SECCOMP_FD, bubblewrap_command
from riposte_runner.launch.build import Build
from riposte_runner.launch.interpreter import Interpreter
from riposte_runner.launch.network import JobLine, enter_network, files_for, network_arguments
from riposte_runner.launch.process import (
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    become,
    place_descriptors,
    prctl,
)
from riposte_runner.launch.seccomp import build_filter
from riposte_runner.launch.weak import keep_weak_job
from riposte_runner.launch.work_folder import make_work_folder


@dataclass(frozen=True)
class Launch:
    """`uid` is null when this process cannot change its user."""

    backend: str
    disk_mb: int
    # How many it may have; the weak backend's are not counted.
    files: int
    uid: int | None
    bubblewrap: str | None
    interpreter: Interpreter
    # The folder of the environment that its script sees.
    packages: str | None = None
    # None: it reaches nothing.
    line: JobLine | None = None
    # It is to build one.
    build: Build | None = None

    def command(self, network: Sequence[str]) -> list[str]:
        """Of bubblewrap."""
        program = self.bubblewrap or ""
        if self.build is not None:
            return self.build.command(program)
        return bubblewrap_command(program, self.interpreter, self.disk_mb, self.packages, network)


@dataclass(frozen=True)
class Spawned:
    pid: int
    # Tells the pid of the first process inside; none for the weak backend.
    info: int | None
    # Of the weak backend; to be removed when the job is over.
    work_folder: str | None
    # The first process inside where it is known from the start.
    init: int | None = None


def spawn(launch: Launch, stdio: list[int]) -> Spawned:
    """`stdio`: request, stdout, stderr, report. The caller keeps and closes its own copies."""
    if launch.backend == "weak":
        folder = make_work_folder(launch.uid)
        return Spawned(fork_weak(launch, stdio, folder), None, folder)
    if launch.bubblewrap is None:
        raise FileNotFoundError("bubblewrap (bwrap) is not installed")
    info, info_for_child = os.pipe()
    seccomp = filter_descriptor()
    try:
        pid = fork_bubblewrap(launch, [*stdio, info_for_child, seccomp])
    except BaseException:
        os.close(info)
        raise
    finally:
        os.close(info_for_child)
        os.close(seccomp)
    return Spawned(pid, info, None)


def filter_descriptor() -> int:
    descriptor = os.memfd_create("seccomp")
    os.write(descriptor, build_filter())
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def fork_bubblewrap(launch: Launch, descriptors: list[int]) -> int:
    launcher = os.getpid()
    pid = fork_quietly()
    if pid != 0:
        return pid
    try:
        assert (INFO_FD, SECCOMP_FD) == (4, 5)
        if launch.line is None:
            command = launch.command(NO_NETWORK)
            place_descriptors(dict(enumerate(descriptors)))
            drop_rights(launch.uid, launcher)
        else:
            files = files_for(launch.line)
            command = launch.command(network_arguments(list(files), len(descriptors)))
            inherited = [*descriptors, *files.values()]
            place_descriptors(dict(enumerate([*inherited, launch.line.end.fileno()])))
            drop_rights(launch.uid, launcher)
            enter_network(launch.line.rules, socket.socket(fileno=len(inherited)), launcher)
        os.chdir("/")
        os.execve(command[0], command, {})  # noqa: S606
    except BaseException as error:
        os.write(2, f"bubblewrap could not be started: {error}\n".encode())
    finally:
        os._exit(127)


def fork_weak(launch: Launch, descriptors: list[int], folder: str) -> int:
    launcher = os.getpid()
    pid = fork_quietly()
    if pid != 0:
        return pid
    code = 127
    try:
        place_descriptors(dict(enumerate(descriptors)))
        # Not killed with the launcher: what its job has started goes by the keeper alone.
        drop_rights(launch.uid, launcher, at_its_end=signal.SIGTERM)
        code = keep_weak_job(launch.interpreter, {number: number for number in range(len(descriptors))}, folder)
    finally:
        os._exit(code)


def fork_quietly() -> int:
    """Until the child has put away the launcher's handlers, a signal to it would reach the launcher's wake-up pipe."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    pid = os.fork()
    if pid == 0:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return pid


def drop_rights(uid: int | None, launcher: int, at_its_end: signal.Signals = signal.SIGKILL) -> None:
    os.setsid()
    os.umask(0o077)
    if uid is not None:
        become(uid, uid)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    # Changing the user clears it, so this comes last.
    prctl(PR_SET_PDEATHSIG, at_its_end)
    if os.getppid() != launcher:
        raise RuntimeError("the launcher is gone")
