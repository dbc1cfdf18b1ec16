"""A launcher that tests speak to, whoever has started it."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riposte_runner.launch.interpreter import own_interpreter
from riposte_runner.launch.process import children, descendants
from riposte_runner.launch.standby import IDLE
from riposte_runner.sandbox.launcher_client import ask

SOURCE = Path(__file__).parents[1] / "src"


@dataclass(frozen=True)
class RunningLauncher:
    socket_path: str
    pid: int
    own_uid_per_job: bool
    # Where it builds environments.
    environments: str

    def survivors(self) -> list[int]:
        """Everything of a job that still runs under the launcher, however it got there."""
        return jobs_below(self.pid)


def jobs_below(launcher: int) -> list[int]:
    """Without the zygote, what it keeps ready, and the egress proxy: those belong to no job."""
    idle = [pid for pid in children(launcher) if name_of(pid) in ("riposte-zygote", "riposte-egress", IDLE)]
    return sorted(set(descendants([launcher])[1:]) - set(descendants(idle)))


async def idle(socket_path: str) -> dict[str, Any]:
    """The zygote's pid, and those of the sandboxes that are ready."""
    connection, answer = await ask(socket_path, b'{"idle":true}', [])
    connection.close()
    return answer


async def until_ready(socket_path: str, without: Sequence[int] = ()) -> dict[str, Any] | None:
    """As `idle`, once both are there and none of those is left; none where that does not come about."""
    for _again in range(1_000):
        found = await idle(socket_path)
        if found["zygote"] and found["ready"] and not {found["zygote"], *found["ready"]} & set(without):
            return found
        await asyncio.sleep(0.02)
    return None


def find_uv() -> str:
    """The one of the product's set-up, or on the PATH; a name that leads nowhere where there is none."""
    brought = sorted(Path(os.environ.get("RIPOSTE_CACHE") or "/var/cache/riposte").glob("uv-*/uv"))
    return shutil.which("uv") or (str(brought[-1]) if brought else "/nowhere/uv")


def name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


@contextmanager
def started_launcher(
    socket_path: Path, before: str = "", options: Sequence[str] = ()
) -> Generator[subprocess.Popen[bytes]]:
    """As whoever runs the tests. `before`: what is changed of its modules first."""
    start = ["-c", f"{before}; from riposte_runner.launcher import main; main()"]
    if not before:
        start = ["-m", "riposte_runner.launcher"]
    command = [sys.executable, *start, "--socket", str(socket_path), *options]
    environment = {"PYTHONPATH": str(SOURCE), **own_interpreter().environment}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None and process.stdin is not None
        assert b"ready" in process.stdout.readline()
        yield process
        process.stdin.close()
