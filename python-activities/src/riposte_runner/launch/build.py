"""Building an environment: the command line of its sandbox, and its folder, which is moved into place when it is whole.

Unlike a script's, this sandbox has the network. It sees no more of the machine than a script's does, and no secret.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import time
from dataclasses import dataclass

from riposte_runner.launch.bubblewrap import (
    ENVIRONMENT_INSIDE,
    INFO_FD,
    INSIDE_UID,
    JOB_FOLDER,
    MEGABYTE,
    SECCOMP_FD,
    devices,
    python,
    system,
    variables,
)
from riposte_runner.launch.interpreter import Interpreter, library_path, script_environment
from riposte_runner.launch.work_folder import remove_work_folder

BUILDER_FOLDER = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "..", "builder"))
BUILDER_INSIDE, UV_INSIDE = "/builder", "/uv"
WORK_MB = 1024
OF_MACHINE = (
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/etc/ssl",
    "/etc/pki",
    "/usr/share/ca-certificates",
)
UNFINISHED = ".building-"
# No build takes as long: what is older was left behind by a launcher that was killed.
LEFT_AFTER_SECONDS = 3600
KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Environments:
    """Where environments lie, each in a folder of its own by its key, and who builds them."""

    folder: str
    uv: str
    # None where everybody is one user.
    builder: int | None

    def place_of(self, key: str) -> str:
        """Raises ValueError where it was never built."""
        if KEY.fullmatch(key) is None or not os.path.isdir(os.path.join(self.folder, key)):
            raise ValueError("there is no such environment")
        return os.path.join(self.folder, key)


@dataclass(frozen=True)
class Build:
    environments: Environments
    key: str
    # Of what runs the building.
    own: Interpreter
    # None: for that one.
    other: Interpreter | None
    # Made for this build alone.
    folder: str

    def command(self, program: str) -> list[str]:
        wanted = self.other or self.own
        libraries = wanted.seen(library_path(wanted.prefix).get("LD_LIBRARY_PATH", ""))
        machine: list[str] = []
        for path in OF_MACHINE:
            machine += ["--ro-bind-try", os.path.realpath(path), path]
        return [
            program,
            *("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
            *("--uid", str(INSIDE_UID), "--gid", str(INSIDE_UID), "--hostname", "sandbox"),
            *("--die-with-parent", "--new-session", "--cap-drop", "ALL"),
            *("--info-fd", str(INFO_FD), "--seccomp", str(SECCOMP_FD)),
            *system(),
            *machine,
            *devices(),
            *("--proc", "/proc"),
            *("--perms", "0700", "--size", str(WORK_MB * MEGABYTE), "--tmpfs", JOB_FOLDER),
            *("--symlink", JOB_FOLDER, "/tmp"),  # noqa: S108 (a name inside the sandbox)
            *python(self.own),
            *([] if self.other is None else python(self.other)),
            *("--bind", os.path.join(self.folder, "packages"), ENVIRONMENT_INSIDE),
            *("--ro-bind", self.environments.uv, UV_INSIDE, "--ro-bind", BUILDER_FOLDER, BUILDER_INSIDE),
            *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", JOB_FOLDER),
            *variables(script_environment(JOB_FOLDER)),
            "--",
            *(self.own.executable, *self.own.flags, f"{BUILDER_INSIDE}/build_environment.py"),
            *(wanted.seen(wanted.executable), libraries),
        ]

    def finish(self, exit_code: int) -> None:
        """Nothing runs in it any more. What somebody else has put in place meanwhile is as good."""
        if exit_code == 0:
            with contextlib.suppress(OSError):
                os.rename(os.path.join(self.folder, "packages"), os.path.join(self.environments.folder, self.key))
        remove_work_folder(self.folder)


def begin_build(environments: Environments, key: str, own: Interpreter, other: Interpreter | None) -> Build:
    """Raises ValueError or OSError."""
    if KEY.fullmatch(key) is None:
        raise ValueError("not the key of an environment")
    if shutil.which(environments.uv) is None:
        raise ValueError("uv is not there")
    os.makedirs(environments.folder, mode=0o755, exist_ok=True)
    remove_leftovers(environments.folder)
    folder = tempfile.mkdtemp(prefix=UNFINISHED, dir=environments.folder)
    packages = os.path.join(folder, "packages")
    os.mkdir(packages)
    # Every user's scripts are to find it.
    for place in (folder, packages):
        os.chmod(place, 0o755)  # noqa: S103
    if environments.builder is not None:
        os.chown(packages, environments.builder, environments.builder)
    return Build(environments, key, own, other, folder)


def remove_leftovers(folder: str) -> None:
    """Of builds that nobody finished."""
    for entry in os.scandir(folder):
        age = time.time() - entry.stat(follow_symlinks=False).st_mtime
        if entry.name.startswith(UNFINISHED) and age > LEFT_AFTER_SECONDS:
            remove_work_folder(entry.path)
