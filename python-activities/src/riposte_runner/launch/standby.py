"""A sandbox that waits for its script: three processes deep, each of which gives up what the next must not have.

The keeper makes the namespaces and ends. The first process inside mounts the root, tells the launcher `ready`, hears
from it that there is a script, and reaps; it ends as the script does. The script's process gets the job's descriptors,
gives up its capabilities when it has set the size of its disk, and then reads the request as one does that was just
started.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import struct
import sys
from dataclasses import dataclass
from fcntl import ioctl

from riposte_runner.launch.bubblewrap import INSIDE_UID, JOB_FOLDER, RUNNER_INSIDE
from riposte_runner.launch.interpreter import script_environment
from riposte_runner.launch.kernel import (
    CAP_SYS_ADMIN,
    CLONE_NEWCGROUP,
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUSER,
    CLONE_NEWUTS,
    keep_capabilities,
    set_capabilities,
    set_filter,
    set_name,
    unshare,
)
from riposte_runner.launch.process import PR_SET_DUMPABLE, PR_SET_PDEATHSIG, become, place_descriptors, prctl
from riposte_runner.launch.root import RootPlan, build_root, set_disk

NAMESPACES = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET
# What /proc/PID/comm says of the first process; the supervisor counts no idle one as a job.
IDLE, BUSY = "riposte-idle", "riposte-job"
# Of the first process; the other one's desk lies beside it.
SEAT, DESK = 3, 4
STDIO = 4
FIRST_DISK_MB = 1
NOT_INSIDE = ("riposte_runner", "riposte_inside.rehearsal", "riposte_inside.leaving")
SIOCSIFFLAGS = 0x8914
IFF_UP_RUNNING = 0x41


@dataclass(frozen=True)
class Kit:
    """What every sandbox needs, worked out before."""

    root: RootPlan
    filter: bytes
    program: str


@dataclass(frozen=True)
class Session:
    """The process that a script will run in."""

    kit: Kit
    desk: socket.socket

    def begin(self) -> None:
        """Waits for a script; after this only its request is read before it runs."""
        message, descriptors, _flags, _address = socket.recv_fds(self.desk, 1024, STDIO)
        if not message:
            os._exit(0)
        self.desk.detach()
        place_descriptors(dict(enumerate(descriptors)))
        # The zygote's own may have been a file, and it remembers.
        sys.stderr = sys.__stderr__ = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
        set_disk(int(json.loads(message)["disk_mb"]))
        set_capabilities(())
        set_filter(self.kit.filter)


def stand_by(kit: Kit, sockets: list[int], uid: int | None, answer: int) -> Session:
    """To be called in a fork. Returns in the process of the script only."""
    try:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if uid is not None:
            become(uid, uid)
        make_namespaces()
        first = os.fork()
        if first != 0:
            os.write(answer, json.dumps({"pid": first}).encode())
            os._exit(0)
    except BaseException as error:
        os.write(answer, json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
        os._exit(1)
    try:
        return be_first(kit, *sockets)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(SEAT, f"{type(error).__name__}: {error}".encode()[:1000])
        os._exit(1)


def make_namespaces() -> None:
    # Its maps are its own to write only while it may be looked at; there is nothing in it to be seen.
    prctl(PR_SET_DUMPABLE, 1)
    uid, gid = os.geteuid(), os.getegid()
    unshare(NAMESPACES)
    with contextlib.suppress(OSError):
        unshare(CLONE_NEWCGROUP)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{INSIDE_UID} {uid} 1"),
        ("gid_map", f"{INSIDE_UID} {gid} 1"),
    ):
        descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY | os.O_CLOEXEC)
        os.write(descriptor, text.encode())
        os.close(descriptor)


def be_first(kit: Kit, of_seat: int, of_desk: int) -> Session:
    null = os.open(os.devnull, os.O_RDWR)
    place_descriptors({0: null, 1: null, 2: null, SEAT: of_seat, DESK: of_desk})
    seat, desk = socket.socket(fileno=SEAT), socket.socket(fileno=DESK)
    if not seat.recv(64):
        os._exit(0)
    # The launcher is the parent by now.
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if is_over(seat):
        os._exit(0)
    os.setsid()
    os.umask(0o022)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    set_name(IDLE)
    socket.sethostname("sandbox")
    raise_loopback()
    build_root(kit.root, FIRST_DISK_MB)
    script = os.fork()
    if script == 0:
        seat.close()
        be_fresh(kit)
        return Session(kit, desk)
    desk.close()
    keep_capabilities(())
    set_filter(kit.filter)
    seat.send(b"ready")
    if not seat.recv(64):
        os._exit(0)
    set_name(BUSY)
    seat.close()
    os._exit(exit_code_of(script))


def be_fresh(kit: Kit) -> None:
    """As an interpreter is that has just been started inside; all that can be done before there is a script."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    set_name(kit.program)
    os.umask(0o077)
    os.chdir(JOB_FOLDER)
    # The interpreter itself sets it where there is no locale.
    kept = {name: os.environ[name] for name in ("LC_CTYPE",) if name in os.environ}
    os.environ.clear()
    os.environ.update({**script_environment(JOB_FOLDER), "PWD": JOB_FOLDER, **kept})
    sys.argv = [f"{RUNNER_INSIDE}/main.py"]
    # The one that it needs to set the size of its disk; whatever it starts could have none.
    keep_capabilities((CAP_SYS_ADMIN,))
    for name in [name for name in sys.modules if name.startswith(NOT_INSIDE)]:
        del sys.modules[name]


def exit_code_of(script: int) -> int:
    """When it has ended; what it has left behind is reaped meanwhile, and ends with this process."""
    while True:
        pid, status = os.wait()
        if pid == script:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def is_over(seat: socket.socket) -> bool:
    looked = select.poll()
    looked.register(seat, select.POLLHUP)
    return bool(looked.poll(0))


def raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP_RUNNING))
