"""A launcher for these tests: our own as an ordinary user, or the one that root has started for us."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from backends import BACKENDS, ISOLATED, NETWORKED
from launchers import RunningLauncher, find_uv, idle, started_launcher

from riposte_runner.sandbox.choose import probe
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import Backend, Network, Progress, SandboxEnd, SandboxRequest, Stop, Talk

SOME_HOSTS = Network({"internet": True, "hosts": ["api.example.org:443", "10.9.8.7:389"]}, None)


class NetworkedSandbox(LaunchedSandbox):
    """Whatever runs in it has a network."""

    async def run(
        self, request: SandboxRequest, stop: Stop, progress: Progress | None = None, talk: Talk | None = None
    ) -> SandboxEnd:
        return await super().run(replace(request, network=request.network or SOME_HOSTS), stop, progress, talk)


@pytest.fixture(scope="session")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLauncher]:
    given = os.environ.get("RIPOSTE_TEST_LAUNCHER")
    if given:
        yield RunningLauncher(**json.loads(given))
        return
    path = tmp_path_factory.mktemp("launcher") / "launcher.sock"
    environments = str(tmp_path_factory.mktemp("environments"))
    with started_launcher(path, options=("--environments", environments, "--uv", find_uv())) as process:
        yield RunningLauncher(str(path), process.pid, own_uid_per_job=False, environments=environments)


@pytest.fixture(params=ISOLATED)
def isolated(request: pytest.FixtureRequest, launcher: RunningLauncher) -> LaunchedSandbox:
    """Those that isolate by the operating system."""
    return working(launcher, request.param)


@pytest.fixture(params=BACKENDS)
def sandbox(request: pytest.FixtureRequest, launcher: RunningLauncher) -> LaunchedSandbox:
    """Every backend: what one promises here, all must keep."""
    return working(launcher, request.param)


@pytest.fixture
def networked(launcher: RunningLauncher) -> LaunchedSandbox:
    """For scripts with a network, which are always started afresh."""
    return working(launcher, "zygote")


def working(launcher: RunningLauncher, kind: str) -> LaunchedSandbox:
    backend = cast(Backend, "bubblewrap" if kind == NETWORKED else kind)
    problem = problem_of(launcher, backend)
    if problem is not None:
        pytest.skip(problem)
    of_kind = NetworkedSandbox if kind == NETWORKED else LaunchedSandbox
    return of_kind(launcher.socket_path, backend, launcher.own_uid_per_job)


@cache
def problem_of(launcher: RunningLauncher, backend: Backend) -> str | None:
    """Asked once: each answer starts a sandbox."""
    sandbox = LaunchedSandbox(launcher.socket_path, backend, launcher.own_uid_per_job)
    problem = asyncio.run(probe(sandbox))
    if problem is not None:
        return f"{backend} does not work here: {problem}"
    if backend == "zygote" and asyncio.run(idle(launcher.socket_path))["zygote"] is None:
        return "no zygote works here"
    return None


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
