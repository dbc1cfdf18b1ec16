"""The weaker mode: limits and a process group, no namespaces. A keeper process ends the whole tree.

The script can read what its user can read and reach the network. Only for machines without namespaces.
"""

from __future__ import annotations

import os
import signal
from types import FrameType

from riposte_runner.launch.interpreter import RUNNER_FOLDER, Interpreter, script_environment
from riposte_runner.launch.process import (
    PR_SET_CHILD_SUBREAPER,
    PR_SET_PDEATHSIG,
    end_children,
    kill,
    place_descriptors,
    prctl,
)
from riposte_runner.launch.work_folder import remove_work_folder


def keep_weak_job(interpreter: Interpreter, descriptors: dict[int, int], folder: str) -> int:
    """Runs in a process of its own and returns the exit code when nothing of the job is left."""
    # Whatever loses its parent becomes a child of this process, so a daemon cannot slip away.
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    job = 0
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        if job:
            kill(job)

    signal.signal(signal.SIGTERM, stop)
    keeper = os.getpid()
    job = os.fork()
    if job == 0:
        run_job(interpreter, descriptors, folder, keeper)
    for descriptor in descriptors.values():
        os.close(descriptor)
    if stopped:
        kill(job)
    code = wait_for(job)
    end_children(os.getpid(), spared=set())
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    remove_work_folder(folder)
    return code


def run_job(interpreter: Interpreter, descriptors: dict[int, int], folder: str, keeper: int) -> None:
    try:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != keeper:
            raise RuntimeError("its keeper is gone")
        os.setsid()
        os.chdir(folder)
        place_descriptors(descriptors)
        command = [interpreter.executable, *interpreter.flags, os.path.join(RUNNER_FOLDER, "main.py")]
        environment = {**script_environment(folder), **interpreter.environment}
        os.execve(command[0], command, environment)  # noqa: S606
    except BaseException as error:
        os.write(2, f"the script could not be started: {error}\n".encode())
    finally:
        os._exit(127)


def wait_for(job: int) -> int:
    _pid, status = os.waitpid(job, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code
