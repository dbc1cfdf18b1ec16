"""Counts the files of one sandbox: empty ones take nothing of a tmpfs's size, and the machine's memory all the same."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator

from riposte_runner.launch.bubblewrap import RUNNER_INSIDE, WRITABLE_FOLDERS
from riposte_runner.launch.process import PR_SET_DUMPABLE, prctl


class FileCount:
    """Holds the sandbox's writable folders open: they last until it is closed."""

    def __init__(self, folders: list[int]) -> None:
        self._folders = folders

    def files(self) -> int:
        """Files, folders and links; those that are deleted and still open count too."""
        found = [os.fstatvfs(folder) for folder in self._folders]
        return sum(of.f_files - of.f_ffree for of in found)

    def close(self) -> None:
        for folder in self._folders:
            os.close(folder)
        self._folders = []


def open_file_count(init: int, uid: int | None) -> FileCount | None:
    """None before the sandbox stands. `init`: its first process; `uid`: its user, where that is another one."""
    folders: list[int] = []
    try:
        # That user owns the namespaces; root may not look into them where a container took its capabilities.
        with acting_as(uid):
            if not stands(init):
                return None
            for folder in WRITABLE_FOLDERS:
                folders.append(os.open(f"/proc/{init}/root{folder}", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC))
        return FileCount(folders)
    except OSError:
        for folder in folders:
            os.close(folder)
        return None


def stands(init: int) -> bool:
    """Until bubblewrap has changed its root, those paths would lead to the machine's own folders."""
    with open(f"/proc/{init}/mountinfo", encoding="utf-8", errors="replace") as listing:
        mounted = {line.split()[4] for line in listing}
    return mounted.issuperset((RUNNER_INSIDE, *WRITABLE_FOLDERS))


@contextlib.contextmanager
def acting_as(uid: int | None) -> Generator[None]:
    if uid is None:
        yield
        return
    own_uid, own_gid = os.geteuid(), os.getegid()
    os.setegid(uid)
    try:
        os.seteuid(uid)
        yield
    finally:
        os.seteuid(own_uid)
        os.setegid(own_gid)
        # Changing the user has put back the machine's default.
        prctl(PR_SET_DUMPABLE, 0)
