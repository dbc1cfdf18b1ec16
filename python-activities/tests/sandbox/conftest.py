"""A launcher for these tests: our own as an ordinary user, or the one that root has started for us."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from launchers import RunningLauncher, started_launcher

from riposte_runner.sandbox.choose import probe
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import Backend

BACKENDS: tuple[Backend, ...] = ("bubblewrap", "weak")


@pytest.fixture(scope="session")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLauncher]:
    given = os.environ.get("RIPOSTE_TEST_LAUNCHER")
    if given:
        yield RunningLauncher(**json.loads(given))
        return
    path = tmp_path_factory.mktemp("launcher") / "launcher.sock"
    with started_launcher(path) as process:
        yield RunningLauncher(str(path), process.pid, own_uid_per_job=False)


async def available(sandbox: LaunchedSandbox) -> None:
    problem = await probe(sandbox)
    if problem is not None:
        pytest.skip(f"{sandbox.backend} does not work here: {problem}")


@pytest.fixture(scope="session")
def bubblewrap(launcher: RunningLauncher) -> LaunchedSandbox:
    return working(launcher, "bubblewrap")


@pytest.fixture(params=BACKENDS)
def sandbox(request: pytest.FixtureRequest, launcher: RunningLauncher) -> LaunchedSandbox:
    """Every backend: what one promises here, all must keep."""
    return working(launcher, request.param)


def working(launcher: RunningLauncher, backend: Backend) -> LaunchedSandbox:
    import asyncio

    chosen = LaunchedSandbox(launcher.socket_path, backend, launcher.own_uid_per_job)
    asyncio.run(available(chosen))
    return chosen


@pytest.fixture(autouse=True)
def nothing_survives(launcher: RunningLauncher) -> Iterator[None]:
    before = work_folders()
    yield
    # The launcher answers when the job's tree is gone; it reaps the last of it right after.
    for _again in range(50):
        if not launcher.survivors() and work_folders() <= before:
            return
        time.sleep(0.02)
    raise AssertionError(f"left behind: processes {launcher.survivors()}, folders {work_folders() - before}")


def work_folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("riposte-job-*"))
