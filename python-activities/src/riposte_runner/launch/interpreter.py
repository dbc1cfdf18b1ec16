"""Which Python runs a script, how it is started, and where what runs inside the sandbox lies."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass

RUNNER_FOLDER = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "..", "runner"))

# Isolated, without site-packages, UTF-8 whatever the locale, and no bytecode: nothing inside is writable.
FLAGS = ("-I", "-S", "-B", "-X", "utf8")

# Before Python 3.7 UTF-8 has to be asked for by variables, which an isolated interpreter would not hear.
OLD_FLAGS = ("-s", "-S", "-B")
OLD_VARIABLES = {"PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
FIRST_WITH_UTF8 = (3, 7)

# Wherever it lies: nothing else in a sandbox is called so.
INSIDE = "/python"

VERSION = re.compile(r"[23]\.\d{1,2}")
LIBRARIES = ("lib", "lib64")


def script_environment(folder: str) -> dict[str, str]:
    """What a script begins with. Each further arena of malloc, one a thread, reserves 64 MB of its memory."""
    return {"HOME": folder, "TMPDIR": folder, "PATH": "/usr/bin:/bin", "MALLOC_ARENA_MAX": "1"}


@dataclass(frozen=True)
class Interpreter:
    executable: str
    prefix: str
    # Major and minor.
    version: tuple[int, int]
    # The folder in which a sandbox sees it; else it is seen where it lies.
    inside: str | None = None

    @property
    def is_old(self) -> bool:
        return self.version < FIRST_WITH_UTF8

    @property
    def flags(self) -> tuple[str, ...]:
        return OLD_FLAGS if self.is_old else FLAGS

    @property
    def environment(self) -> dict[str, str]:
        """What it needs beside `script_environment`, where it lies."""
        return {**(OLD_VARIABLES if self.is_old else {}), **library_path(self.prefix)}

    def seen(self, path: str) -> str:
        """A path below its prefix, as the sandbox knows it."""
        return path if self.inside is None else path.replace(self.prefix, self.inside, 1)


def library_path(prefix: str) -> dict[str, str]:
    """With it an interpreter finds its own library, also after it was copied, or is seen elsewhere."""
    folder = os.path.join(prefix, "lib")
    if prefix == "/usr" or not os.path.isdir(folder):
        return {}
    return {"LD_LIBRARY_PATH": folder} if any(name.startswith("libpython") for name in os.listdir(folder)) else {}


def own_interpreter() -> Interpreter:
    """The base of the interpreter that runs this, not its virtual environment."""
    base: str = getattr(sys, "_base_executable", sys.executable)
    executable, prefix = os.path.realpath(base), os.path.realpath(sys.base_prefix)
    return Interpreter(executable, prefix, (sys.version_info.major, sys.version_info.minor))


def interpreter_at(prefix: str, version: str) -> Interpreter:
    """The Python of this version ("2.7") below a prefix. Raises ValueError where there is none."""
    if VERSION.fullmatch(version) is None or prefix == "/" or prefix != os.path.realpath(prefix):
        raise ValueError("not a version of Python, or not the place of one")
    executable = os.path.join(prefix, "bin", f"python{version}")
    libraries = [os.path.join(prefix, name, f"python{version}", "os.py") for name in LIBRARIES]
    program = os.path.realpath(executable)
    is_there = os.path.isfile(program) and program.startswith(prefix + os.sep) and any(map(os.path.isfile, libraries))
    if not is_there:
        raise ValueError(f"there is no Python {version} in {prefix}")
    major, minor = version.split(".")
    return Interpreter(program, prefix, (int(major), int(minor)), None if prefix == "/usr" else INSIDE)
