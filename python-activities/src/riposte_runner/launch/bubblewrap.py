"""The command line of bubblewrap: the root is an allow-list, everything writable has a size."""

from __future__ import annotations

import os
from collections.abc import Sequence

from riposte_runner.launch.interpreter import RUNNER_FOLDER, Interpreter, script_environment

# Descriptors inside: 0 request, 1 and 2 output, 3 report; bubblewrap closes these two itself.
INFO_FD = 4
SECCOMP_FD = 5

RUNNER_INSIDE = "/runner"
JOB_FOLDER = "/job"
# Packages of the script, where it has any.
ENVIRONMENT_INSIDE = "/environment"
SHARED_MEMORY = "/dev/shm"  # noqa: S108 (a name inside the sandbox)
# Nothing else inside can be written to.
WRITABLE_FOLDERS = (JOB_FOLDER, SHARED_MEMORY)
INSIDE_UID = 65534
# Where modules in the public Sekoia format look for what they are given, and keep their files.
MODULE_LINKS = ((f"{JOB_FOLDER}/symphony", "/symphony"), (f"{JOB_FOLDER}/symphony_data", "/symphony_data"))

SYSTEM_FOLDERS = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/share/zoneinfo")
MERGED_FOLDERS = ("/lib", "/lib32", "/lib64")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime")
DEVICES = ("null", "zero", "full", "random", "urandom")
MEGABYTE = 1024 * 1024
SHARED_MEMORY_MB = 16


# In a network namespace without a way out.
NO_NETWORK = ("--unshare-net",)


def bubblewrap_command(
    program: str,
    interpreter: Interpreter,
    disk_mb: int,
    packages: str | None,
    network: Sequence[str] = NO_NETWORK,
) -> list[str]:
    """Needs an empty environment around it: the first process inside keeps its launcher's readable. `network`: what
    there is to see of one that its launcher has made (network.py)."""
    return [
        program,
        *("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
        *("--uid", str(INSIDE_UID), "--gid", str(INSIDE_UID), "--hostname", "sandbox"),
        *("--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *("--info-fd", str(INFO_FD), "--seccomp", str(SECCOMP_FD)),
        *system(),
        *devices(),
        *("--proc", "/proc"),
        *("--perms", "0700", "--size", str(disk_mb * MEGABYTE), "--tmpfs", JOB_FOLDER),
        *("--symlink", JOB_FOLDER, "/tmp"),  # noqa: S108 (a name inside the sandbox)
        *(word for target, place in MODULE_LINKS for word in ("--symlink", target, place)),
        *python(interpreter),
        *("--ro-bind", RUNNER_FOLDER, RUNNER_INSIDE),
        *([] if packages is None else ["--ro-bind", packages, ENVIRONMENT_INSIDE]),
        *network,
        # Last: bubblewrap's own root is a tmpfs without a size.
        *("--remount-ro", "/dev", "--remount-ro", "/"),
        *("--chdir", JOB_FOLDER),
        *variables({**script_environment(JOB_FOLDER), **seen_environment(interpreter)}),
        "--",
        *(interpreter.seen(interpreter.executable), *interpreter.flags, f"{RUNNER_INSIDE}/main.py"),
    ]


def seen_environment(interpreter: Interpreter) -> dict[str, str]:
    return {name: interpreter.seen(value) for name, value in interpreter.environment.items()}


def variables(environment: dict[str, str]) -> list[str]:
    return [argument for name, value in environment.items() for argument in ("--setenv", name, value)]


def system() -> list[str]:
    arguments: list[str] = []
    for path in (*SYSTEM_FOLDERS, *SYSTEM_FILES):
        arguments += ["--ro-bind-try", path, path]
    for path in MERGED_FOLDERS:
        if os.path.islink(path):
            arguments += ["--symlink", os.readlink(path), path]
        else:
            arguments += ["--ro-bind-try", path, path]
    return arguments


def devices() -> list[str]:
    """Not --dev: its tmpfs has no size and would hold as much as the machine has memory."""
    arguments = ["--perms", "0755", "--size", str(MEGABYTE), "--tmpfs", "/dev"]
    for name in DEVICES:
        arguments += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    for name, target in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        arguments += ["--symlink", f"/proc/self/fd{target}", f"/dev/{name}"]
    return [*arguments, "--perms", "1777", "--size", str(SHARED_MEMORY_MB * MEGABYTE), "--tmpfs", SHARED_MEMORY]


def python(interpreter: Interpreter) -> list[str]:
    """A prefix of `/usr` is in the allow-list but for its executable."""
    if interpreter.prefix == "/usr":
        return ["--ro-bind", interpreter.executable, interpreter.executable]
    arguments = ["--ro-bind", interpreter.prefix, interpreter.seen(interpreter.prefix)]
    if not interpreter.executable.startswith(interpreter.prefix + os.sep):
        arguments += ["--ro-bind", interpreter.executable, interpreter.executable]
    return arguments
