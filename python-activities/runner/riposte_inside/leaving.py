"""Ends a process that was forked ahead, as the interpreter ends, but for taking itself apart.

That would touch, and so copy, all the memory that it shares with what it was forked from. What a script has asked
for at its end is done: its threads are waited for, atexit runs, and what it printed goes out.
"""

import atexit
import os
import sys


def leave(code):
    threads = sys.modules.get("threading")
    if threads is not None:
        threads._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # noqa: S110 (the script may have closed or replaced it)
            pass
    os._exit(code)
