"""What Python's os module does not offer: prctl, and a look at the process tree."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

libc = ctypes.CDLL(None, use_errno=True)


def prctl(option: int, value: int) -> None:
    if libc.prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def children(pid: int) -> list[int]:
    """Those of a single-threaded process; empty when it is gone."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as listing:
            return [int(child) for child in listing.read().split()]
    except OSError:
        return []


def descendants(roots: list[int]) -> list[int]:
    """All of a tree, its roots too. A process may fork in any of its threads."""
    found: dict[int, None] = {}
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid in found:
            continue
        found[pid] = None
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as listing:
                    waiting += [int(child) for child in listing.read().split()]
    return list(found)


def end_children(own: int, spared: set[int]) -> None:
    """Kills and reaps all children of this process and all of theirs, but for the spared."""
    while roots := [pid for pid in children(own) if pid not in spared]:
        # Stopped first: one that is killed makes room for the next fork of another.
        stopped: set[int] = set()
        while fresh := [pid for pid in descendants(roots) if pid not in stopped]:
            for pid in fresh:
                kill(pid, signal.SIGSTOP)
            stopped.update(fresh)
        for pid in stopped:
            kill(pid)
        for pid in roots:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def become(uid: int, gid: int) -> None:
    """For good: no supplementary group, and no saved id to come back by."""
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)


def place_descriptors(wanted: dict[int, int]) -> None:
    """Makes `wanted` {number: descriptor} true and closes every other one."""
    # First out of each other's way: a source may have a number that another one wants.
    limit = max(wanted) + 1
    moved = {number: fcntl_above(source, limit) for number, source in wanted.items()}
    for number, source in moved.items():
        os.dup2(source, number, inheritable=True)
    os.closerange(limit, os.sysconf("SC_OPEN_MAX"))


def fcntl_above(source: int, lowest: int) -> int:
    import fcntl

    return fcntl.fcntl(source, fcntl.F_DUPFD, lowest)
