"""The request, as the worker wrote it into the pipe, and the files made of it."""

import json
import os

SCRIPT_NAME = "script.py"
REQUEST_NAME = "request.json"
CHUNK = 1 << 20


def read_request(descriptor):
    """One line of JSON: entry, source, command, connector, environment, packages, limits. Then the arguments, as is; of
    a trigger the line is all, for after it comes what it is answered."""
    head, rest = b"", []
    while b"\n" not in head:
        chunk = os.read(descriptor, CHUNK)
        if not chunk:
            break
        head += chunk
    head, _newline, first = head.partition(b"\n")
    request = json.loads(head.decode("utf-8"))
    if request["entry"] == "trigger":
        return request
    rest.append(first)
    while True:
        chunk = os.read(descriptor, CHUNK)
        if not chunk:
            break
        rest.append(chunk)
    request["arguments"] = b"".join(rest)
    return request


def write_file(path, text):
    write_bytes(path, text.encode("utf-8", *surrogates()))


def write_bytes(path, data):
    with open(path, "wb") as target:
        target.write(data)


def surrogates():
    """A lone half of a pair, which JSON can carry, becomes the bytes that Python 2 gives it."""
    return ("surrogatepass",) if str is not bytes else ()
