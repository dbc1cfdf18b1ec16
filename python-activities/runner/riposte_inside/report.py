"""What the worker hears on descriptor 3: a line `ready`, then at most one JSON object on a line of its own.

Nothing secret or trusted: the script could write here too, and would only be telling about itself.
"""

import fcntl
import json
import os

DESCRIPTOR = 3

# A process that the script forks may come out of main() as well; it is not the one to answer.
SPEAKERS = []


def open_report():
    """What the script starts must not hold the pipe open."""
    flags = fcntl.fcntl(DESCRIPTOR, fcntl.F_GETFD)
    fcntl.fcntl(DESCRIPTOR, fcntl.F_SETFD, flags | fcntl.FD_CLOEXEC)
    SPEAKERS.append(os.getpid())


def ready():
    write(b"ready\n")


def result(text):
    """`text`: the result as JSON text."""
    say({"result": text})


def failure(kind, message, line=None):
    """`kind`: exception, exit, memory, processes, disk, arguments, result or script."""
    say({"failure": {"kind": kind, "message": message, "line": line}})


def say(found):
    """On a new line, whatever the script has written here before."""
    if os.getpid() in SPEAKERS:
        write(b"\n" + json.dumps(found).encode("ascii") + b"\n")


def write(data):
    try:
        while data:
            data = data[os.write(DESCRIPTOR, data) :]
    except OSError:
        # The script closed it: then nobody hears of a result, and the worker says so.
        pass
