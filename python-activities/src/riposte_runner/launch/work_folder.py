"""The folder in which a weak job works. Its launcher makes it; its keeper removes it, or else the launcher does."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile

LONGEST_SECONDS = 10


def make_work_folder(owner: int | None) -> str:
    folder = tempfile.mkdtemp(prefix="riposte-job-")
    if owner is not None:
        os.chown(folder, owner, owner)
    return folder


def remove_work_folder(folder: str, owner: int | None = None) -> None:
    """As its owner, and by tools that take any depth; folders that the script has locked are unlocked first."""
    if not os.path.lexists(folder):
        return
    for command in (["/bin/chmod", "-R", "u+rwX", folder], ["/bin/rm", "-rf", "--", folder]):
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            subprocess.run(
                command,
                user=owner,
                group=owner,
                extra_groups=None if owner is None else [],
                env={},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=LONGEST_SECONDS,
                check=False,
            )
