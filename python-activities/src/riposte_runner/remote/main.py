"""The runner of a group: takes scripts from the API, runs each in a sandbox here, and gives back what came of it.

It holds no key and knows no database and no Temporal. Prints one JSON line on stdout once the API knows it:
`{"ready":true,"sandbox":"bubblewrap","group":…,"runner":…}`. Ends with exit code 2 where it is set up wrongly or its
token is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys

from riposte_runner.env import BadEnvironment
from riposte_runner.environments import Environments
from riposte_runner.interpreters import Interpreters
from riposte_runner.launch.process import PR_SET_DUMPABLE, prctl
from riposte_runner.logs import logger, start_logging
from riposte_runner.presence import release
from riposte_runner.remote.server import JobGone, Server, ServerAway, TokenRefused
from riposte_runner.remote.settings import RemoteSettings, own_environment, read_settings
from riposte_runner.remote.work import Machine, Slots
from riposte_runner.sandbox.choose import choose_sandbox
from riposte_runner.verdict import sandbox_failed

GREET_SECONDS = 10.0
LOOK_EVERY = 30
# How long a stop waits for scripts that run; then they are ended.
GRACE_SECONDS = 5.0

log = logger("runner")


async def serve(settings: RemoteSettings, stop: asyncio.Event) -> None:
    """Raises BadEnvironment or TokenRefused."""
    options = [] if settings.build.folder is None else ["--environments", str(settings.build.folder)]
    options += [] if settings.build.folder is None or settings.uv is None else ["--uv", settings.uv]
    chosen = await choose_sandbox(None, False, options)
    if chosen.state != "bubblewrap":
        if chosen.own_launcher is not None:
            await chosen.own_launcher.close()
        raise BadEnvironment(sandbox_failed("Scripts cannot run here", chosen.state.removeprefix("missing: ")))
    # Each slot asks for its next script or beats for the one it has, and gives back what came of it.
    server = Server(settings.url, settings.token, settings.runner, 3 * settings.slots + 2)
    try:
        interpreters = Interpreters(settings.search_path, settings.python_folders)
        environments = Environments(chosen.sandbox.socket_path, interpreters, settings.build)
        machine = Machine(chosen.sandbox, interpreters, environments, settings.network)
        slots = Slots(server, machine, settings.group, settings.runner)
        greeting = asyncio.create_task(greet(server, settings, interpreters, chosen.state, stop))
        working = [asyncio.create_task(slots.serve()) for _ in range(settings.slots)]
        stopping = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait({greeting, stopping, *working}, return_when=asyncio.FIRST_COMPLETED)
        slots.closed = True
        greeting.cancel()
        # From then on it is given nothing; what it has goes on for a moment.
        with contextlib.suppress(ServerAway, TokenRefused, JobGone, asyncio.TimeoutError):
            await asyncio.wait_for(server.part(), GRACE_SECONDS)
        await slots.idle(GRACE_SECONDS)
        slots.end()
        await slots.idle(GRACE_SECONDS)
        for task in (stopping, *working):
            task.cancel()
        for task in done - {stopping}:
            task.result()
    finally:
        if chosen.own_launcher is not None:
            await chosen.own_launcher.close()


async def greet(
    server: Server, settings: RemoteSettings, interpreters: Interpreters, sandbox: str, stop: asyncio.Event
) -> None:
    """Says again and again that it is there, until it is told to stop. Raises BadEnvironment or TokenRefused."""
    times = 0
    while not stop.is_set():
        if times % LOOK_EVERY == 0:
            await interpreters.look()
        found = [{"version": one.version, "release": one.release, "path": one.executable} for one in interpreters.found]
        said = {"name": settings.name, "release": release(), "slots": settings.slots, "interpreters": found}
        try:
            answer = await server.greet(said)
            if answer["group"] != settings.group:
                raise BadEnvironment(f"This token is for the group {answer['group']}, not for {settings.group}.")
            if times == 0:
                say_ready(settings, sandbox)
            times += 1
        except ServerAway as error:
            log.warning("the server does not answer, trying again", extra={"fields": {"reason": str(error)}})
        with contextlib.suppress(TimeoutError, asyncio.TimeoutError):
            await asyncio.wait_for(stop.wait(), GREET_SECONDS if times else 1.0)


def say_ready(settings: RemoteSettings, sandbox: str) -> None:
    line = {"ready": True, "sandbox": sandbox, "group": settings.group, "runner": settings.runner}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def until_parent_is_gone(stop: asyncio.Event) -> None:
    """Who has started it holds the other end of stdin."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        pass
    stop.set()


async def run() -> int:
    if os.geteuid() == 0:
        sys.stderr.write("Start a runner as an ordinary user: what root launches could reach more than it should.\n")
        return 2
    try:
        settings = read_settings(own_environment())
    except (BadEnvironment, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    start_logging(settings.log_level)
    # What runs as the same user must not read its memory or environment.
    prctl(PR_SET_DUMPABLE, 0)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    watching = asyncio.create_task(until_parent_is_gone(stop))
    try:
        await serve(settings, stop)
    except (BadEnvironment, TokenRefused) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    finally:
        watching.cancel()
    return 0


if __name__ == "__main__":
    exit_code = asyncio.run(run())
    sys.stdout.flush()
    sys.stderr.flush()
    # A question may still be open at the server: nobody waits for its answer.
    os._exit(exit_code)
