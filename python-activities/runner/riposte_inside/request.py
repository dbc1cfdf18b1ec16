"""The request, as the worker wrote it into the pipe, and the files made of it."""

import json
import os

SCRIPT_NAME = "script.py"
REQUEST_NAME = "request.json"


def read_request(descriptor):
    """Keys: entry, source, arguments (JSON text), connector, environment, limits."""
    chunks = []
    while True:
        chunk = os.read(descriptor, 1 << 20)
        if not chunk:
            return json.loads(b"".join(chunks).decode("utf-8"))
        chunks.append(chunk)


def write_file(path, text):
    with open(path, "wb") as target:
        target.write(text.encode("utf-8", *surrogates()))


def surrogates():
    """A lone half of a pair, which JSON can carry, becomes the bytes that Python 2 gives it."""
    return ("surrogatepass",) if str is not bytes else ()
