"""How RLIMIT_NPROC must be read: it counts all processes of a user, of which the script is one."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from riposte_runner.sandbox.port import Backend


def process_allowance(backend: Backend, own_uid_per_job: bool) -> int:
    """What the user already runs, where the kernel counts it against the script."""
    if own_uid_per_job or (backend != "weak" and counts_by_namespace()):
        return 0
    return own_threads()


def counts_by_namespace() -> bool:
    """Since Linux 5.14 the processes in a user namespace are counted by themselves."""
    major, minor = platform.release().split(".")[:2]
    return (int(major), int("".join(c for c in minor if c.isdigit()))) >= (5, 14)


def own_threads() -> int:
    uid = os.getuid()
    count = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            if folder.stat().st_uid == uid:
                count += sum(1 for _task in (folder / "task").iterdir())
        except OSError:
            continue
    return count
