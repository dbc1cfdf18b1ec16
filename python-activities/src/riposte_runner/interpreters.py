"""Which interpreters this machine has for scripts: looked for by their names, and each asked once what it is."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from riposte_runner.launch.interpreter import interpreter_at, library_path, own_interpreter
from riposte_runner.sandbox.port import Python

# What a script asks for that takes whichever runs the runner itself.
ANY = "3"

NAME = re.compile(r"python(2\.7|3\.\d{1,2})")
# Beside those of the PATH.
USUAL_FOLDERS = ("/usr/bin", "/usr/local/bin")
ASK_SECONDS = 10
AT_ONCE = 2
# It runs on Python 2.7 as well.
QUESTION = (
    "import os, sys; print(os.path.realpath(getattr(sys, 'base_prefix', sys.prefix))); "
    "print('%d.%d.%d' % sys.version_info[:3]); print('__pypy__' in sys.builtin_module_names)"
)


@dataclass(frozen=True)
class Found:
    # What scripts ask for: "2.7".
    version: str
    # With its third number.
    release: str
    prefix: str
    executable: str

    @property
    def order(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.release.split("."))


class Interpreters:
    """`folders`: in which interpreters have a folder each, as those of pyenv and uv have."""

    def __init__(self, search_path: Sequence[str], folders: Sequence[Path]) -> None:
        self._search_path = search_path
        self._folders = folders
        # By place and time of change: what it said when it was asked.
        self._asked: dict[tuple[str, int], Found | None] = {}
        self._found: dict[str, Found] = {}
        self._looking = asyncio.Lock()

    @property
    def found(self) -> tuple[Found, ...]:
        """The oldest first; of each version one."""
        return tuple(sorted(self._found.values(), key=lambda one: one.order))

    async def look(self) -> None:
        """What has been asked before is not asked again."""
        async with self._looking:
            candidates = await asyncio.to_thread(lambda: list(self._candidates()))
            asked: dict[tuple[str, int], Found | None] = {}
            room = asyncio.Semaphore(AT_ONCE)

            async def take(key: tuple[str, int]) -> None:
                async with room:
                    known = key in self._asked
                    asked[key] = self._asked[key] if known else await asyncio.to_thread(ask, key[0])

            await asyncio.gather(*(take(key) for key in candidates))
            self._asked = asked
            self._found = one_of_each([own(), *(one for one in asked.values() if one is not None)])

    async def named(self, wanted: str) -> Python | None:
        """None for the runner's own. Raises InterpreterMissing, when it has looked again in vain."""
        if wanted == ANY:
            return None
        if wanted not in self._found:
            await self.look()
        found = self._found.get(wanted)
        if found is None:
            raise InterpreterMissing(wanted, [one.version for one in self.found])
        return None if found == own() else Python(found.version, found.prefix)

    def known(self, version: str) -> Found:
        """Of one that `named` has answered."""
        return self._found[version]

    def _candidates(self) -> Iterator[tuple[str, int]]:
        folders = [*self._search_path, *USUAL_FOLDERS]
        for folder in self._folders:
            with contextlib.suppress(OSError):
                folders += [str(below / "bin") for below in sorted(folder.iterdir())]
        seen: set[str] = set()
        for folder in folders:
            # A shim of pyenv stands for an interpreter that is found where it lies.
            if Path(folder).name == "shims":
                continue
            with contextlib.suppress(OSError):
                for name in sorted(os.listdir(folder)):  # noqa: PTH208 (as text)
                    place = os.path.realpath(os.path.join(folder, name))  # noqa: PTH118
                    if NAME.fullmatch(name) and place not in seen:
                        seen.add(place)
                        yield place, Path(place).stat().st_mtime_ns


class InterpreterMissing(Exception):
    """The message is for a person."""

    def __init__(self, wanted: str, found: Sequence[str]) -> None:
        super().__init__(
            f"The script asks for Python {wanted}, and this runner has none: it has {', '.join(found)}. Install "
            f"Python {wanted} there, or choose another interpreter in the settings of the script."
        )


def own() -> Found:
    base = own_interpreter()
    major, minor, micro = sys.version_info[:3]
    return Found(f"{major}.{minor}", f"{major}.{minor}.{micro}", base.prefix, base.executable)


def ask(executable: str) -> Found | None:
    """None where it is no interpreter that could run scripts."""
    try:
        found_by = library_path(str(Path(executable).parents[1]))
        command = [executable, "-E", "-s", "-S", "-c", QUESTION]
        done = subprocess.run(
            command, capture_output=True, env=found_by, stdin=subprocess.DEVNULL, timeout=ASK_SECONDS, check=True
        )
        prefix, release, is_pypy = done.stdout.decode().splitlines()
        version = ".".join(release.split(".")[:2])
        found = interpreter_at(prefix, version)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return None if is_pypy == "True" else Found(version, release, prefix, found.executable)


def one_of_each(found: Sequence[Found]) -> dict[str, Found]:
    """The first is the runner's own, which goes before any other of its version; else the newest does."""
    best: dict[str, Found] = {}
    for one in found:
        known = best.get(one.version)
        if known is None or (known != found[0] and one.order > known.order):
            best[one.version] = one
    return best
