"""What a script prints leaves it line by line: one that is killed has said what it had said."""

import sys


def print_line_by_line():
    """Python 2.7 and 3.6 cannot change a stream that is open: there what is printed leaves as it always did."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(line_buffering=True)
