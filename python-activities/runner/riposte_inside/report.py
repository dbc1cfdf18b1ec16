"""What the worker hears on descriptor 3: a line `ready`, then at most one JSON object on a line of its own.

A result is the word `result` and its JSON text, where it names its ways out after `by` and a list of them; anything
else an object.

Nothing secret or trusted: the script could write here too, and would only be telling about itself.
"""

import fcntl
import json
import os

DESCRIPTOR = 3
PIECE = 1 << 20

# A process that the script forks may come out of main() as well; it is not the one to answer.
SPEAKERS = []


def open_report():
    """What the script starts must not hold the pipe open."""
    flags = fcntl.fcntl(DESCRIPTOR, fcntl.F_GETFD)
    fcntl.fcntl(DESCRIPTOR, fcntl.F_SETFD, flags | fcntl.FD_CLOEXEC)
    SPEAKERS.append(os.getpid())


def ready():
    write(b"ready\n")


def result(text, branches=()):
    """`text`: the result as JSON text. Its bytes go out piece by piece, for beside it there may be little room."""
    if os.getpid() not in SPEAKERS:
        return
    write(b"\nresult ")
    if branches:
        write(b"by " + json.dumps(branches).encode("ascii") + b" ")
    for piece in pieces(text):
        write(piece)
    write(b"\n")


def size(text):
    return sum(len(piece) for piece in pieces(text))


def pieces(text):
    """UTF-8. Raises UnicodeError where half a surrogate pair has no bytes."""
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text) and 0xD800 <= ord(text[end - 1]) <= 0xDBFF:
            # A narrow build of Python 2 has pairs as two characters.
            end += 1
        yield text[start:end].encode("utf-8")
        start = end


def failure(kind, message, line=None):
    """`kind`: exception, exit, memory, processes, disk, open_files, arguments, result, too_large or script."""
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
