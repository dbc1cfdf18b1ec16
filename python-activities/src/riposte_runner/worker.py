"""The Python worker: polls the queue of scripts until it is asked to stop.

Prints one JSON line on stdout when it is ready: `{"ready":true,"sandbox":STATE}` (sandbox/choose.py says which).
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import psycopg
import psycopg.conninfo
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.worker import Worker

from riposte_runner import attempts
from riposte_runner.blob_store import BlobStore
from riposte_runner.cancellation import Cancellations
from riposte_runner.check_script import ScriptChecks
from riposte_runner.codec import data_converter
from riposte_runner.database import Database, Unreachable
from riposte_runner.env import BadEnvironment, Env, read_env
from riposte_runner.environment_records import ScriptPackages
from riposte_runner.environments import BuildSettings, Environments
from riposte_runner.groups.jobs import GroupJobs
from riposte_runner.groups.place import Places
from riposte_runner.interpreters import Interpreters
from riposte_runner.launch.process import PR_SET_DUMPABLE, prctl
from riposte_runner.liveness import Liveness
from riposte_runner.logs import logger, start_logging
from riposte_runner.preparation import Bounds, Stores
from riposte_runner.presence import Presence
from riposte_runner.run_script import HEARTBEAT_SECONDS, ScriptActivities
from riposte_runner.running import GRACE_SECONDS, MOST_AT_GROUPS, RunningScripts, Services
from riposte_runner.sandbox.choose import choose_sandbox
from riposte_runner.scripts import Scripts
from riposte_runner.sealing import Keys, PurposeKeysFile
from riposte_runner.short_way import ShortWay
from riposte_runner.triggers.keeper import ModuleTriggers
from riposte_runner.triggers.running import TriggerServices
from riposte_runner.try_script import ScriptTrials
from riposte_runner.turns import Turns

QUEUE = "scripts"
LONGEST_BACK_OFF_SECONDS = 5.0

T = TypeVar("T")

log = logger("worker")


async def serve(env: Env, keys: Keys, stop: asyncio.Event, liveness: Liveness) -> None:
    chosen = await choose_sandbox(env.launcher_socket, env.weak_sandbox, launcher_options(env))
    liveness.launcher = chosen.own_launcher
    # One for each script, one for its lease, and room for triggers and the rest.
    database = Database(env.database_url, env.concurrency + 4)
    cancellations = Cancellations(env.database_url)
    turns = Turns(database, env.instance)
    listening = keeping = None
    try:
        await connected("PostgreSQL", database.open, stop)
        await connected("PostgreSQL", turns.read, stop)
        client = await connected("Temporal", lambda: connect(env, keys), stop)
        if client is None:
            return
        interpreters = Interpreters(env.search_path, env.python_folders)
        presence = Presence(database, interpreters, env.instance)
        environments = Environments(chosen.sandbox.socket_path, interpreters, build_settings(env))
        packages = ScriptPackages(database, environments)
        groups = GroupJobs(database)
        listening = asyncio.gather(
            cancellations.listen(), turns.keep(), presence.keep(), packages.listen(), groups.listen()
        )
        stores = Stores(database, Scripts(database), BlobStore(database, env.bucket), keys, interpreters, packages)
        bounds = Bounds(env.result_limit, env.ceilings, env.network)
        places = Places(groups, keys)
        services = Services(stores, chosen.sandbox, cancellations, turns, env.instance, bounds, places)
        running = RunningScripts(services, env.concurrency)
        activities = ScriptActivities(running)
        room = asyncio.Semaphore(env.concurrency)
        checks = ScriptChecks(chosen.sandbox, interpreters, room)
        tries = ScriptTrials(stores, chosen.sandbox, cancellations, bounds, room)
        triggers = ModuleTriggers(TriggerServices(stores, chosen.sandbox, bounds), env.instance)
        keeping = asyncio.gather(triggers.listen(), triggers.keep())
        async with Worker(
            client,
            task_queue=QUEUE,
            activities=[activities.run_script, checks.check_script, tries.try_script],
            max_concurrent_activities=env.concurrency + MOST_AT_GROUPS,
            max_heartbeat_throttle_interval=timedelta(seconds=HEARTBEAT_SECONDS),
            default_heartbeat_throttle_interval=timedelta(seconds=HEARTBEAT_SECONDS),
            graceful_shutdown_timeout=timedelta(seconds=GRACE_SECONDS),
        ):
            short_way = await open_short_way(env, running)
            # What is there now stays: the collector need not look through it again and again.
            gc.collect()
            gc.freeze()
            say_ready(env, chosen.state)
            await stop.wait()
            log.info("stopping")
            if short_way is not None:
                short_way.close()
            # Temporal's own cancellation at the end of the grace does not reach an activity that it has given up.
            ending = asyncio.create_task(running.end())
            await ended(keeping)
            keeping = None
            stopping = asyncio.create_task(triggers.end())
        await ending
        await stopping
        await presence.leave()
        try:
            await attempts.give_back(database, env.instance)
        except Unreachable:
            log.warning("could not give back the attempts of this process: they expire within a minute")
    finally:
        for beside in (listening, keeping):
            if beside is not None:
                await ended(beside)
        await database.close()
        if chosen.own_launcher is not None:
            await chosen.own_launcher.close()


async def open_short_way(env: Env, running: RunningScripts) -> ShortWay | None:
    if env.script_socket is None:
        return None
    short_way = ShortWay(running, env.script_socket, os.getuid() if env.script_client is None else env.script_client)
    try:
        await short_way.open()
    except OSError as error:
        log.warning("scripts go through Temporal, all of them", extra={"fields": {"reason": str(error)}})
        return None
    return short_way


def launcher_options(env: Env) -> list[str]:
    """Of one that this process starts."""
    if env.environments is None or env.uv is None:
        return []
    return ["--environments", str(env.environments), "--uv", env.uv]


def build_settings(env: Env) -> BuildSettings:
    certificates = None if env.certificates is None else env.certificates.read_text(encoding="utf-8")
    # Where nothing isolates, nobody else's code is installed either.
    folder = None if env.uv is None or env.weak_sandbox else env.environments
    return BuildSettings(folder, dict(env.index_variables), certificates, env.builds_from_source)


async def ended(listening: asyncio.Future[Any]) -> None:
    """Cancels it, and takes what came of it: asyncio complains of an error that nobody has looked at."""
    listening.cancel()
    [error] = await asyncio.gather(listening, return_exceptions=True)
    if isinstance(error, Exception):
        log.error("what listens to the database had ended", exc_info=error)


def say_ready(env: Env, sandbox: str) -> None:
    line = {"ready": True, "sandbox": sandbox, "queue": QUEUE, "instance": env.instance}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def connect(env: Env, keys: Keys) -> Client:
    has_key = env.temporal_api_key is not None
    return await Client.connect(
        env.temporal_address,
        namespace=env.temporal_namespace,
        api_key=env.temporal_api_key,
        # A key says nothing of the namespace that it is for: who admits by it is told with every call.
        rpc_metadata={"temporal-namespace": env.temporal_namespace} if has_key else {},
        tls=env.temporal_tls or has_key,
        data_converter=data_converter(keys),
        identity=env.instance,
    )


async def connected(name: str, attempt: Callable[[], Awaitable[T]], stop: asyncio.Event) -> T | None:
    """Tries until it works; nothing when asked to stop before."""
    delay = 0.25
    while not stop.is_set():
        try:
            return await attempt()
        except (*Unreachable, RPCError, RuntimeError, OSError) as error:
            log.warning(f"{name} does not answer, trying again", extra={"fields": {"reason": str(error)[:300]}})
        try:
            await asyncio.wait_for(stop.wait(), delay)
        except (TimeoutError, asyncio.TimeoutError):
            delay = min(delay * 2, LONGEST_BACK_OFF_SECONDS)
    return None


async def until_parent_is_gone(stop: asyncio.Event, liveness: Liveness) -> None:
    """The supervisor holds the other end of stdin, and asks by it whether this process stands still."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        liveness.asked()
    stop.set()


async def run() -> int:
    try:
        env = read_env()
        keys = PurposeKeysFile(env.purpose_keys)
        check_address(env.database_url)
    except (BadEnvironment, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    start_logging(env.log_level)
    # What runs as the same user must not read its memory or environment.
    prctl(PR_SET_DUMPABLE, 0)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    liveness = Liveness()
    watching = asyncio.create_task(until_parent_is_gone(stop, liveness))
    try:
        await serve(env, keys, stop, liveness)
    except Exception:
        log.critical("the worker failed", exc_info=True)
        return 1
    finally:
        watching.cancel()
    return 0


def check_address(database_url: str) -> None:
    """Here, for psycopg's own message would quote it with its password."""
    try:
        psycopg.conninfo.conninfo_to_dict(database_url)
    except psycopg.ProgrammingError:
        raise BadEnvironment("DATABASE_URL is not the address of a PostgreSQL database.") from None


if __name__ == "__main__":
    exit_code = asyncio.run(run())
    sys.stdout.flush()
    sys.stderr.flush()
    # Threads of the Temporal SDK may still run: taking the interpreter down under them can abort the process.
    os._exit(exit_code)
