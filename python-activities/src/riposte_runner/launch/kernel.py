"""System calls behind a sandbox that is forked, as bubblewrap makes them. Standard library only."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
from ctypes import c_char_p, c_int, c_long, c_uint, c_ulong

from riposte_runner.launch.process import libc
from riposte_runner.launch.seccomp import TABLES

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
CLONE_NEWCGROUP = 0x02000000

MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
MNT_DETACH = 2
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV = 1, 2, 4
AT_FDCWD, AT_RECURSIVE = -100, 0x8000

PR_SET_KEEPCAPS, PR_SET_NAME, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_CAP_AMBIENT = 8, 15, 22, 24, 47
AMBIENT_CLEAR_ALL, SECCOMP_MODE_FILTER = 4, 2
CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN = 6, 7, 21
CAPABILITY_VERSION_3 = 0x20080522
M_ARENA_MAX = -8

libc.mount.argtypes = [c_char_p, c_char_p, c_char_p, c_ulong, c_char_p]
libc.umount2.argtypes = [c_char_p, c_int]
libc.unshare.argtypes = [c_int]


class FilterProgram(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", c_char_p)]


def check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def unshare(flags: int) -> None:
    check(libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str | None, flags: int, data: str = "") -> None:
    of_kind = None if kind is None else kind.encode()
    check(libc.mount(source.encode(), target.encode(), of_kind, flags, data.encode() or None), f"mount {target}")


def detach(target: str) -> None:
    check(libc.umount2(target.encode(), MNT_DETACH), f"umount {target}")


def pivot_root(new: str, old: str) -> None:
    number = TABLES[platform.machine()]["pivot_root"]
    check(libc.syscall(c_long(number), c_char_p(new.encode()), c_char_p(old.encode())), "pivot_root")


def set_mount_attributes(target: str, attributes: int, recursive: bool) -> None:
    """Linux 5.12. Adds to what the mount has: what a namespace may not take away stays."""
    number = TABLES[platform.machine()]["mount_setattr"]
    wanted = (ctypes.c_uint64 * 4)(attributes, 0, 0, 0)
    flags = c_uint(AT_RECURSIVE if recursive else 0)
    size = c_ulong(ctypes.sizeof(wanted))
    result = libc.syscall(c_long(number), c_int(AT_FDCWD), c_char_p(target.encode()), flags, wanted, size)
    check(result, f"mount_setattr {target}")


def set_name(name: str) -> None:
    """What /proc/PID/comm says."""
    check(libc.prctl(PR_SET_NAME, c_char_p(name.encode()), c_ulong(0), c_ulong(0), c_ulong(0)), "prctl")


def keep_capabilities(kept: tuple[int, ...]) -> None:
    """Of this process: nothing but these, not even to be had back by running another program."""
    for capability in range(64):
        if libc.prctl(PR_CAPBSET_DROP, c_ulong(capability), c_ulong(0), c_ulong(0), c_ulong(0)) != 0:
            # The first number that the kernel does not know; or there is no right to drop any.
            if ctypes.get_errno() not in (errno.EINVAL, errno.EPERM):
                check(-1, "prctl")
            break
    libc.prctl(PR_CAP_AMBIENT, c_ulong(AMBIENT_CLEAR_ALL), c_ulong(0), c_ulong(0), c_ulong(0))
    set_capabilities(kept)


def set_capabilities(kept: tuple[int, ...]) -> None:
    bits = sum(1 << capability for capability in kept)
    header = (c_uint * 2)(CAPABILITY_VERSION_3, 0)
    # Effective, permitted, inheritable, and the upper halves of each.
    check(libc.capset(header, (c_uint * 6)(bits, bits, 0, 0, 0, 0)), "capset")


def set_filter(program: bytes) -> None:
    """Of seccomp, for this process and all it starts. Needs no_new_privs."""
    filled = FilterProgram(len(program) // 8, program)
    result = libc.prctl(PR_SET_SECCOMP, c_ulong(SECCOMP_MODE_FILTER), ctypes.byref(filled), c_ulong(0), c_ulong(0))
    check(result, "seccomp")


def one_arena() -> None:
    """As MALLOC_ARENA_MAX=1 does for what starts afresh."""
    libc.mallopt(M_ARENA_MAX, 1)
