"""The weaker mode: limits and a process group, no namespaces. A keeper process ends the whole tree.

The script can read what its user can read and reach the network. Only for machines without namespaces.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import sys
import tempfile
from collections.abc import Callable
from types import FrameType

from riposte_runner.launch.interpreter import FLAGS, RUNNER_FOLDER, Interpreter
from riposte_runner.launch.process import (
    PR_SET_CHILD_SUBREAPER,
    PR_SET_PDEATHSIG,
    end_children,
    kill,
    place_descriptors,
    prctl,
)


def keep_weak_job(interpreter: Interpreter, descriptors: dict[int, int]) -> int:
    """Runs in a process of its own and returns the exit code when nothing of the job is left."""
    # Whatever loses its parent becomes a child of this process, so a daemon cannot slip away.
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    folder = tempfile.mkdtemp(prefix="riposte-job-")
    job = 0
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        if job:
            kill(job)

    signal.signal(signal.SIGTERM, stop)
    job = os.fork()
    if job == 0:
        run_job(interpreter, descriptors, folder)
    for descriptor in descriptors.values():
        os.close(descriptor)
    if stopped:
        kill(job)
    code = wait_for(job)
    end_children(os.getpid(), spared=set())
    remove(folder)
    return code


def run_job(interpreter: Interpreter, descriptors: dict[int, int], folder: str) -> None:
    try:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        os.setsid()
        os.chdir(folder)
        place_descriptors(descriptors)
        command = [interpreter.executable, *FLAGS, os.path.join(RUNNER_FOLDER, "main.py")]
        environment = {"HOME": folder, "TMPDIR": folder, "PATH": "/usr/bin:/bin", **interpreter.environment}
        os.execve(command[0], command, environment)  # noqa: S606
    except BaseException as error:
        os.write(2, f"the script could not be started: {error}\n".encode())
    finally:
        os._exit(127)


def wait_for(job: int) -> int:
    _pid, status = os.waitpid(job, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def remove(folder: str) -> None:
    """Also folders that the script has locked for itself; a link is removed, never followed."""

    def unlock(function: Callable[[str], object], path: str, _error: object) -> None:
        parent = os.path.dirname(path)
        for place in (parent, path):
            with contextlib.suppress(OSError):
                if stat.S_ISDIR(os.lstat(place).st_mode):
                    os.chmod(place, 0o700)
        with contextlib.suppress(OSError):
            function(path)

    for _again in range(3):
        if sys.version_info >= (3, 12):
            shutil.rmtree(folder, onexc=unlock)
        else:
            shutil.rmtree(folder, onerror=unlock)
        if not os.path.lexists(folder):
            return
