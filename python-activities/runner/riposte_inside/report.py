"""What the worker hears on descriptor 3: a line `ready`, then at most one JSON object.

Nothing secret or trusted: the script could write here too, and would only be telling about itself.
"""

import fcntl
import json
import os

DESCRIPTOR = 3


def open_report():
    """What the script starts must not hold the pipe open."""
    flags = fcntl.fcntl(DESCRIPTOR, fcntl.F_GETFD)
    fcntl.fcntl(DESCRIPTOR, fcntl.F_SETFD, flags | fcntl.FD_CLOEXEC)


def ready():
    write(b"ready\n")


def result(text):
    """`text`: the result as JSON text."""
    write(json.dumps({"result": text}).encode("ascii"))


def failure(kind, message, line=None):
    """`kind`: exception, memory, disk, arguments, result or script."""
    write(json.dumps({"failure": {"kind": kind, "message": message, "line": line}}).encode("ascii"))


def write(data):
    try:
        while data:
            data = data[os.write(DESCRIPTOR, data) :]
    except OSError:
        # The script closed it: its exit code and output still count.
        pass
