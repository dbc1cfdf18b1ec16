"""Limits over a whole process tree, whichever of its processes reaches them."""

from __future__ import annotations

import time
from dataclasses import replace

from scripts import SMALL, failure_of, result_of, run

from riposte_runner.sandbox.port import Sandbox
from riposte_runner.verdict import Failed

CPU = replace(SMALL, cpu_seconds=2)
SAID = Failed(
    "limit_exceeded",
    "The script used more than its limit of 2 s of processor time and was ended. Raise it in the step (limits.cpu).",
)


def test_processor_time_is_limited(sandbox: Sandbox) -> None:
    verdict, _end = run(sandbox, "def main():\n    while True: pass", timeout=120, limits=CPU)
    assert failure_of(verdict) == SAID


def test_so_is_that_of_many_short_processes_together(sandbox: Sandbox) -> None:
    source = """
        import os, time
        def main():
            while True:
                if os.fork() == 0:
                    until = time.process_time() + 0.05
                    while time.process_time() < until: pass
                    os._exit(0)
                os.wait()
    """
    verdict, _end = run(sandbox, source, timeout=120, limits=CPU)
    assert failure_of(verdict) == SAID


def test_waiting_is_no_processor_time(sandbox: Sandbox) -> None:
    assert result_of(sandbox, "import time\ndef main(): time.sleep(3)", limits=CPU) == "null"


def test_cancelling_ends_the_whole_tree(sandbox: Sandbox) -> None:
    """What is left is asserted after each test."""
    source = """
        import os, signal, time
        def main():
            for number in (1, 2, 15): signal.signal(number, signal.SIG_IGN)
            for _ in range(3): os.fork()
            os.setsid() if os.getpid() != os.getsid(0) else None
            time.sleep(600)
    """
    started = time.monotonic()
    verdict, end = run(sandbox, source, timeout=600, stop_after=(0.5, "cancelled"))
    assert (failure_of(verdict).code, end.exit_code) == ("cancelled", 137)
    assert time.monotonic() - started < 60
