"""Which Python runs scripts, and where what runs inside the sandbox lies."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

RUNNER_FOLDER = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "..", "runner"))

# Isolated, without site-packages, UTF-8 whatever the locale, and no bytecode: nothing inside is writable.
FLAGS = ("-I", "-S", "-B", "-X", "utf8")


def script_environment(folder: str) -> dict[str, str]:
    """What a script begins with. Each further arena of malloc, one a thread, reserves 64 MB of its memory."""
    return {"HOME": folder, "TMPDIR": folder, "PATH": "/usr/bin:/bin", "MALLOC_ARENA_MAX": "1"}


@dataclass(frozen=True)
class Interpreter:
    executable: str
    prefix: str

    @property
    def environment(self) -> dict[str, str]:
        """What it needs to find its own library after it was copied to a place where every user can read it."""
        folder = os.path.join(self.prefix, "lib")
        if self.prefix == "/usr" or not any(name.startswith("libpython") for name in os.listdir(folder)):
            return {}
        return {"LD_LIBRARY_PATH": folder}


def own_interpreter() -> Interpreter:
    """The base of the interpreter that runs this, not its virtual environment."""
    base: str = getattr(sys, "_base_executable", sys.executable)
    return Interpreter(executable=os.path.realpath(base), prefix=os.path.realpath(sys.base_prefix))
