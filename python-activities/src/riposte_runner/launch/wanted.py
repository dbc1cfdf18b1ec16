"""What a client of the launcher asks for: one job, in words that leave no command line to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from riposte_runner.launch.bounds import MAX_DISK_MB, MAX_FILES
from riposte_runner.launch.interpreter import Interpreter, interpreter_at

BACKENDS = ("bubblewrap", "zygote", "weak", "build")
STDIO = 4
# With what is refused, and certificates.
MOST_DESCRIPTORS = STDIO + 2
LONGEST_REQUEST = 64 * 1024


@dataclass(frozen=True)
class Wanted:
    backend: str
    disk_mb: int
    files: int
    # None: the launcher's own.
    python: Interpreter | None
    # The key of the environment that it runs in, or that is to be built.
    environment: str | None
    # What it may reach (egress/rules.py); None: nothing.
    network: dict[str, Any] | None = None

    @property
    def fits_warm(self) -> bool:
        """A sandbox that is ready has the launcher's own Python, and nothing else."""
        is_plain = self.python is None and self.environment is None and self.network is None
        return self.backend == "zygote" and is_plain


def wanted_of(message: bytes, descriptors: list[int]) -> Wanted:
    """Raises ValueError, KeyError or TypeError."""
    found = json.loads(message)
    backend, disk_mb, files = found["backend"], found["disk_mb"], found["files"]
    if backend not in BACKENDS or not is_count(disk_mb, MAX_DISK_MB) or not is_count(files, MAX_FILES):
        raise ValueError("not a valid request")
    environment, network = found.get("environment"), found.get("network")
    if network is not None and backend not in ("bubblewrap", "zygote"):
        raise ValueError(f"{backend} has no network of its own")
    if len(descriptors) not in ((STDIO,) if network is None else (STDIO + 1, STDIO + 2)):
        raise ValueError("a request needs four descriptors, and one or two more for its network")
    return Wanted(
        backend,
        disk_mb,
        files,
        python_of(found.get("python")),
        None if environment is None else str(environment),
        network,
    )


def python_of(found: dict[str, object] | None) -> Interpreter | None:
    return None if found is None else interpreter_at(str(found["prefix"]), str(found["version"]))


def is_count(value: object, most: int) -> bool:
    return type(value) is int and 1 <= value <= most
