"""Goes once through what lies between a request and its script, with nothing asked: what that touches is then at hand.

A process that was forked copies each page of memory at its first touch; one that waits for a script has time for that.
"""

import json
import types

from riposte_inside.binding import bind
from riposte_inside.main_way import parse
from riposte_inside.report import pieces
from riposte_inside.results import to_json

SOURCE = "import os\ndef main(value=1):\n    return {'value': [value, 'x', 1.5, None]}\n"


def rehearse():
    parse(json.dumps({"entry": "main", "limits": {"memoryMb": 1}, "environment": {"A": "b"}}))
    module = types.ModuleType("rehearsal")
    exec(compile(SOURCE, "rehearsal.py", "exec", dont_inherit=True), module.__dict__)
    positional, keywords = bind(module.main, parse('{"value": 2}'), None)
    for _piece in pieces(to_json(module.main(*positional, **keywords))):
        pass
