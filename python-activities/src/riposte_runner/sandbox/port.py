"""One script in one sandbox: what goes in, what comes out. Backends differ in how well they isolate."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

# `zygote` isolates as `bubblewrap` does, and is bubblewrap wherever no warm sandbox is to be had.
Backend = Literal["bubblewrap", "zygote", "weak"]

# What comes from outside and ends a script before it ends itself.
StopReason = Literal["cancelled", "lease_lost", "shutdown"]

# `lost`: the launcher went away, and what ran under it with it.
EndedBy = Literal[
    "exit", "timeout", "cpu", "memory", "processes", "files", "output", "lost", "cancelled", "lease_lost", "shutdown"
]

# Ended with what ran it: nobody knows how far the script came.
UNFINISHED: tuple[EndedBy, ...] = ("lost", "lease_lost", "shutdown")


@dataclass(frozen=True)
class Python:
    """An interpreter as the launcher is told of it: `2.7`, and the folder below which it lies."""

    version: str
    prefix: str


@dataclass(frozen=True)
class Packages:
    """An environment that was built for scripts: its key, and where it lies on this machine."""

    key: str
    folder: str


@dataclass(frozen=True)
class Network:
    """What a script may reach: rules as the egress proxy reads them (egress/rules.py), and whom its TLS trusts."""

    rules: Mapping[str, Any]
    # A file; None: nobody.
    certificates: str | None


@dataclass(frozen=True)
class Limits:
    memory_mb: int = 256
    disk_mb: int = 64
    # With folders and links; empty ones take memory too.
    files: int = 20_000
    processes: int = 64
    open_files: int = 256
    # What the script may return.
    result_bytes: int = 16 * 1024 * 1024
    # What it may print and return, together.
    output_bytes: int = 16 * 1024 * 1024
    # Of the processor, by all its processes together; without it only its time counts.
    cpu_seconds: int | None = None
    # Which variable has set a limit that is not the step's own, by its name in limits.py.
    set_by: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class SandboxRequest:
    # `check`: it is compiled, and not run.
    # `trigger`: of a module, and goes on until it is stopped.
    entry: Literal["main", "plain", "module", "check", "trigger"]
    source: str
    # JSON, passed through as it is, in UTF-8.
    arguments: bytes
    # JSON text; holds secrets.
    connector: str | None
    environment: dict[str, str]
    timeout_seconds: float
    limits: Limits = field(default_factory=Limits)
    # None: the one that everything here runs on.
    python: Python | None = None
    packages: Packages | None = None
    # None: it reaches nothing.
    network: Network | None = None
    # Of a module: what its main.py is called with.
    command: str | None = None
    # Of a trigger: what it has kept from the start before, base64 by path, as JSON text.
    files: str = "{}"


@dataclass(frozen=True)
class Chunk:
    stream: Literal["stdout", "stderr"]
    data: bytes


@dataclass(frozen=True)
class SandboxEnd:
    ended_by: EndedBy
    exit_code: int
    # In the order in which it arrived.
    output: tuple[Chunk, ...]
    # What the runner inside said of itself; the script may have written it.
    report: bytes | bytearray
    duration_ms: int
    # What its network refused it, in the words of its log.
    refusals: tuple[str, ...] = ()

    def stream(self, name: Literal["stdout", "stderr"]) -> bytes:
        return b"".join(chunk.data for chunk in self.output if chunk.stream == name)


class SandboxUnavailable(Exception):
    """Nothing was started. The message says what is missing and what to do."""


@dataclass
class Progress:
    """What a script that runs has printed and needed so far, for whoever looks on; only its sandbox writes it."""

    output: list[Chunk] = field(default_factory=list[Chunk])
    # The most that its processes were seen to need together.
    peak_bytes: int = 0


class Stop:
    """Asks a running script to end; the first reason counts."""

    def __init__(self) -> None:
        self.reason: StopReason | None = None
        self.requested = asyncio.Event()

    def request(self, reason: StopReason) -> None:
        if self.reason is None:
            self.reason = reason
            self.requested.set()


class Talk(Protocol):
    """With a script that goes on: what it reports is heard as it comes, and it is answered."""

    # What of its report its end is judged by.
    report: bytearray

    def hear(self, data: bytes) -> None: ...

    async def next_word(self) -> bytes | None:
        """What is to be said to it next; None: nothing more."""
        ...

    def close(self) -> None:
        """It has ended."""
        ...


class Sandbox(Protocol):
    @property
    def backend(self) -> Backend: ...

    async def run(self, request: SandboxRequest, stop: Stop, progress: Progress | None = None) -> SandboxEnd:
        """Returns when no process of the script is left. Raises SandboxUnavailable."""
        ...


class TalkingSandbox(Protocol):
    @property
    def backend(self) -> Backend: ...

    async def run(
        self, request: SandboxRequest, stop: Stop, progress: Progress | None = None, talk: Talk | None = None
    ) -> SandboxEnd:
        """As that of `Sandbox`, and talks with the script while it runs."""
        ...
