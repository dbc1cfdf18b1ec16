from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from riposte_runner.blob_store import BlobStore
from riposte_runner.cancellation import Cancellations
from riposte_runner.database import Database
from riposte_runner.environment_records import ScriptPackages
from riposte_runner.environments import BuildSettings, Environments
from riposte_runner.groups.jobs import GroupJobs
from riposte_runner.groups.place import Places
from riposte_runner.interpreters import Interpreters
from riposte_runner.limits import Ceilings
from riposte_runner.network import NetworkSettings
from riposte_runner.preparation import Bounds, Stores
from riposte_runner.running import MOST_WAITING, RunningScripts, Services
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.scripts import Scripts
from riposte_runner.sealing import PurposeKeys
from riposte_runner.short_way import ShortWay
from riposte_runner.turns import Turns

NOBODY = "postgresql://nobody@127.0.0.1:1/none"
JOB: dict[str, Any] = {
    "workspaceId": "ws",
    "runId": "run",
    "step": "judge",
    "scope": "",
    "attempt": 1,
    "call": {
        "action": "script.judge",
        "execution": "script",
        "script": {"hash": "0", "entry": "main", "memoryMb": 256, "name": "judge.py"},
        "idempotent": False,
        "onLost": "ask",
        "effect": "write",
        "connector": None,
        "timeoutMs": 1_000,
        "arguments": {"kind": "inline", "json": "{}"},
    },
}


def running(concurrency: int = 1) -> RunningScripts:
    """With a database that is away."""
    database = Database(NOBODY, 1)
    interpreters = Interpreters([], [])
    environments = Environments(NOBODY, interpreters, BuildSettings(None, {}, None, from_source=False))
    packages = ScriptPackages(database, environments)
    stores = Stores(database, Scripts(database), BlobStore(database, None), PurposeKeys("", {}), interpreters, packages)
    services = Services(
        stores,
        LaunchedSandbox("/nowhere", "zygote", own_uid_per_job=False),
        Cancellations(NOBODY),
        Turns(database, "test"),
        "test",
        Bounds(1_000, Ceilings(), NetworkSettings({}, None)),
        Places(GroupJobs(database), PurposeKeys("", {})),
    )
    return RunningScripts(services, concurrency)


def asked(
    folder: Path, ask: Callable[[ShortWay, str], Awaitable[bytes]], client: int, scripts: RunningScripts
) -> bytes:
    async def go() -> bytes:
        path = str(folder / "scripts.sock")
        short_way = ShortWay(scripts, path, client)
        await short_way.open()
        try:
            return await ask(short_way, path)
        finally:
            short_way.close()

    return asyncio.run(go())


async def answer(_short_way: ShortWay, path: str) -> bytes:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(json.dumps(JOB).encode() + b"\n")
    try:
        return await reader.readline()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


def test_another_user_is_not_served(tmp_path: Path) -> None:
    assert asked(tmp_path, answer, os.getuid() + 1, running()) == b""


def test_nobody_else_may_write_to_its_socket(tmp_path: Path) -> None:
    async def mode(_short_way: ShortWay, path: str) -> bytes:
        return oct(Path(path).stat().st_mode & 0o777).encode()

    assert asked(tmp_path, mode, os.getuid(), running()) == b"0o660"


def test_what_cannot_be_done_at_once_is_done_elsewhere(tmp_path: Path) -> None:
    assert json.loads(asked(tmp_path, answer, os.getuid(), running())) == {"kind": "elsewhere"}


def test_where_many_wait_for_room_no_more_do(tmp_path: Path) -> None:
    async def ask(short_way: ShortWay, path: str) -> bytes:
        waiting = [asyncio.create_task(scripts.take(scripts.read_job(job_of(at)), "run")) for at in range(MOST_WAITING)]
        await asyncio.sleep(0)
        begun = asyncio.get_running_loop().time()
        line = await answer(short_way, path)
        assert asyncio.get_running_loop().time() - begun < 0.5
        for task in waiting:
            task.cancel()
        return line

    scripts = running(concurrency=0)
    assert json.loads(asked(tmp_path, ask, os.getuid(), scripts)) == {"kind": "elsewhere"}


def job_of(attempt: int) -> dict[str, Any]:
    return {**JOB, "attempt": attempt}
