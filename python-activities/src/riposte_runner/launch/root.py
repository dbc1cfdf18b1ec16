"""The root of a forked sandbox: the same allow-list as bubblewrap's (bubblewrap.py), mounted by hand."""

from __future__ import annotations

import os
from dataclasses import dataclass

from riposte_runner.launch.bubblewrap import (
    DEVICES,
    JOB_FOLDER,
    MEGABYTE,
    MERGED_FOLDERS,
    MODULE_LINKS,
    RUNNER_INSIDE,
    SHARED_MEMORY,
    SHARED_MEMORY_MB,
    SYSTEM_FILES,
    SYSTEM_FOLDERS,
)
from riposte_runner.launch.interpreter import RUNNER_FOLDER, Interpreter
from riposte_runner.launch.kernel import (
    ATTR_NODEV,
    ATTR_NOSUID,
    ATTR_RDONLY,
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_REC,
    MS_REMOUNT,
    detach,
    mount,
    pivot_root,
    set_mount_attributes,
)

# Any folder that every machine has; what lies in it is seen again once the root has changed.
STAGE = "/tmp"  # noqa: S108
OLD, NEW = "/old", "/new"
LINKS_IN_DEV = (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2"))
QUIET = MS_NOSUID | MS_NODEV


@dataclass(frozen=True)
class RootPlan:
    """Worked out once, while the machine's own root is in sight."""

    # (where it lies, where it is seen)
    binds: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]


def plan_root(interpreter: Interpreter) -> RootPlan:
    binds: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = [(JOB_FOLDER, "/tmp"), *MODULE_LINKS]  # noqa: S108 (a name inside the sandbox)
    for path in (*SYSTEM_FOLDERS, *SYSTEM_FILES):
        if os.path.exists(path):
            binds.append((os.path.realpath(path), path))
    for path in MERGED_FOLDERS:
        if os.path.islink(path):
            links.append((os.readlink(path), path))
        elif os.path.exists(path):
            binds.append((path, path))
    if interpreter.prefix != "/usr":
        binds.append((interpreter.prefix, interpreter.prefix))
    if interpreter.prefix == "/usr" or not interpreter.executable.startswith(interpreter.prefix + os.sep):
        binds.append((interpreter.executable, interpreter.executable))
    binds.append((os.path.realpath(RUNNER_FOLDER), RUNNER_INSIDE))
    return RootPlan(tuple(binds), tuple(links))


def build_root(plan: RootPlan, disk_mb: int) -> None:
    """In a mount namespace of one's own, by the first process of a pid namespace: /proc shows that one."""
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    mount("tmpfs", STAGE, "tmpfs", QUIET, f"mode=0755,size={MEGABYTE}")
    for folder in (OLD, NEW):
        os.mkdir(STAGE + folder)
    pivot_root(STAGE, STAGE + OLD)
    os.chdir("/")
    mount("tmpfs", NEW, "tmpfs", QUIET, f"mode=0755,size={MEGABYTE}")
    for source, target in plan.binds:
        bind(source, target)
        set_mount_attributes(NEW + target, ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV, recursive=True)
    build_devices()
    os.mkdir(NEW + "/proc")
    mount("proc", NEW + "/proc", "proc", QUIET | MS_NOEXEC)
    os.mkdir(NEW + JOB_FOLDER)
    mount("tmpfs", NEW + JOB_FOLDER, "tmpfs", QUIET, f"mode=0700,size={disk_mb * MEGABYTE}")
    for target, place in plan.links:
        os.symlink(target, NEW + place)
    detach(OLD)
    os.chdir(NEW)
    pivot_root(".", ".")
    detach(".")
    os.chdir("/")
    for folder in ("/dev", "/"):
        set_mount_attributes(folder, ATTR_RDONLY, recursive=False)


def set_disk(disk_mb: int) -> None:
    mount("tmpfs", JOB_FOLDER, None, MS_REMOUNT | QUIET, f"mode=0700,size={disk_mb * MEGABYTE}")


def build_devices() -> None:
    os.mkdir(NEW + "/dev")
    mount("tmpfs", NEW + "/dev", "tmpfs", QUIET, f"mode=0755,size={MEGABYTE}")
    for name in DEVICES:
        bind(f"/dev/{name}", f"/dev/{name}")
    for name, target in LINKS_IN_DEV:
        os.symlink(f"/proc/self/fd{target}", f"{NEW}/dev/{name}")
    os.mkdir(NEW + SHARED_MEMORY)
    mount("tmpfs", NEW + SHARED_MEMORY, "tmpfs", QUIET, f"mode=1777,size={SHARED_MEMORY_MB * MEGABYTE}")


def bind(source: str, target: str) -> None:
    place = NEW + target
    if os.path.isdir(OLD + source):
        os.makedirs(place, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.close(os.open(place, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o644))
    mount(OLD + source, place, None, MS_BIND | MS_REC)
