"""Packages of scripts: built once for each content, outside of any script's sandbox, and shared by all who ask."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import platform
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from riposte_runner.interpreters import Found, Interpreters, own
from riposte_runner.log_text import shorten
from riposte_runner.logs import logger
from riposte_runner.sandbox.building import Building, build
from riposte_runner.sandbox.port import Packages, SandboxUnavailable, Stop

# Another way of building makes other environments.
FORMAT = 1
LONGEST_SECONDS = 900.0
# Whoever asks again sooner hears the same.
FAILED_FOR_SECONDS = 20.0
TELL_SECONDS = 0.5
LONGEST_REASON = 1_200
BUILD_HELP = (
    "Packages need bubblewrap on the runner: install it (for example “apt install bubblewrap”) and start Riposte "
    "again; without it (--sandbox weak) only scripts without packages run."
)

State = Literal["building", "ready", "failed"]

log = logger("environments")


@dataclass(frozen=True)
class BuildSettings:
    """`folder`: null where nothing can be built."""

    folder: Path | None
    # Where packages come from: variables of uv and pip.
    variables: dict[str, str]
    # PEM, of the company.
    certificates: str | None
    # Packages without a wheel may run their own build code.
    from_source: bool


@dataclass(frozen=True)
class Wanted:
    """`hash`: SHA-256 of the requirements, by which they are known; `python`: as the script names it."""

    hash: str
    python: str


@dataclass(frozen=True)
class Told:
    state: State
    # None: as it was told before.
    log: str | None
    failure: str | None
    # What it is called among the environments; None until it is there.
    folder: str | None = None


# Writes down how a build goes.
Tell = Callable[[Wanted, Told], Awaitable[None]]


class EnvironmentFailed(Exception):
    """The message is for a person, and names the package."""


class Environments:
    def __init__(self, socket_path: str, interpreters: Interpreters, settings: BuildSettings) -> None:
        self._socket_path = socket_path
        self._interpreters = interpreters
        self.settings = settings
        self._going: dict[str, asyncio.Task[Packages]] = {}
        self._failed: dict[str, tuple[float, EnvironmentFailed]] = {}

    async def ready(self, wanted: Wanted, requirements: str, tell: Tell) -> Packages:
        """Waits for the build, which goes on for others where this is cancelled. Raises EnvironmentFailed, or
        InterpreterMissing."""
        if self.settings.folder is None:
            raise EnvironmentFailed(f"This runner builds no packages. {BUILD_HELP}")
        python = await self._interpreters.named(wanted.python)
        found = own() if python is None else self._interpreters.known(python.version)
        packages = self._packages(self.settings.folder, found, requirements)
        if Path(packages.folder).is_dir():
            return packages
        failed_at, failure = self._failed.get(packages.key, (0.0, None))
        if failure is not None and time.monotonic() - failed_at < FAILED_FOR_SECONDS:
            raise failure
        going = self._going.get(packages.key)
        if going is None:
            building = Building(packages.key, python, self._asked(found, requirements), LONGEST_SECONDS)
            going = asyncio.create_task(self._build(wanted, packages, building, tell))
            self._going[packages.key] = going
            going.add_done_callback(lambda done: self._over(packages.key, done))
        return await asyncio.shield(going)

    def _over(self, key: str, done: asyncio.Task[Packages]) -> None:
        del self._going[key]
        if not done.cancelled() and isinstance(failure := done.exception(), EnvironmentFailed):
            self._failed[key] = (time.monotonic(), failure)

    def _packages(self, folder: Path, found: Found, requirements: str) -> Packages:
        of = [FORMAT, requirements, found.release, platform.machine(), platform.libc_ver(), self.settings.from_source]
        key = hashlib.sha256(json.dumps(of).encode()).hexdigest()
        return Packages(key, str(folder / key))

    def _asked(self, found: Found, requirements: str) -> dict[str, object]:
        return {
            "requirements": requirements,
            "isOld": found.version.startswith("2."),
            "fromSource": self.settings.from_source,
            "variables": self.settings.variables,
            "certificates": self.settings.certificates,
        }

    async def _build(self, wanted: Wanted, packages: Packages, building: Building, tell: Tell) -> Packages:
        log.info("environment is built", extra={"fields": {"environment": packages.key}})
        telling = asyncio.create_task(self._tell(wanted, building, tell))
        try:
            failure = await self._failure_of(building)
        finally:
            telling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await telling
        if failure is None and not Path(packages.folder).is_dir():
            failure = "The packages were built and could not be put where scripts find them."
        log.info("environment is done", extra={"fields": {"environment": packages.key, "isReady": failure is None}})
        if failure is not None:
            await tell(wanted, Told("failed", self._said(building), failure))
            raise EnvironmentFailed(failure)
        await tell(wanted, Told("ready", self._said(building), None, packages.key))
        return packages

    async def _failure_of(self, building: Building) -> str | None:
        try:
            ended_by, code = await build(self._socket_path, building, Stop())
        except SandboxUnavailable as error:
            return f"The packages of the script could not be built: {str(error).rstrip('.')}. {BUILD_HELP}"
        if ended_by == "timeout":
            return f"The packages of the script were not built within {LONGEST_SECONDS / 60:g} minutes."
        if ended_by != "exit":
            return f"The building of the script's packages was ended ({ended_by}); it begins anew when they are needed."
        return None if code == 0 else why(self._said(building))

    async def _tell(self, wanted: Wanted, building: Building, tell: Tell) -> None:
        """Never ends; cancel it."""
        told = -1
        while True:
            if len(building.output) != told:
                told = len(building.output)
                await tell(wanted, Told("building", self._said(building), None))
            await asyncio.sleep(TELL_SECONDS)

    def _said(self, building: Building) -> str:
        text = b"".join(chunk.data for chunk in building.output).decode("utf-8", "replace")
        return shorten(without_passwords(text))


def without_passwords(text: str) -> str:
    """The address of an index may hold one."""
    return re.sub(r"(https?://)[^/@\s]+@", r"\1•••@", text)


def why(said: str) -> str:
    """What uv or pip said last, as one sentence; that names the package."""
    text = re.sub(r"[│├─▶╰×]+", " ", said)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    start = next((at for at, line in enumerate(lines) if re.match(r"(error:|No solution found|Failed to)", line)), None)
    # Else it has ended amidst something: the last of it says most.
    reason = " ".join(errors or (lines[-3:] if start is None else lines[start:])) or "nothing was said of why"
    reason = re.sub(r"\s*\bcause:", ":", reason.removeprefix("error:").strip())
    reason = reason if len(reason) <= LONGEST_REASON else reason[:LONGEST_REASON] + "…"
    return f"The packages of the script could not be installed: {reason}"
