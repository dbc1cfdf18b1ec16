"""A plugin of pytest that writes down what the unit tests of a module in the public Sekoia format do with its actions.

    RECORD_TO=FILE RECORD_COMMANDS=FILE python -m pytest -p riposte_record tests

Each call of an action's `run` is a line of JSON: its class, its arguments and the module's configuration, what it returned or
raised, and the HTTP exchanges that were made within it. What a test has put in the place of other things than HTTP makes the
call one that nobody can repeat, and the line says so: `patched`.
"""

import base64
import contextlib
import copy
import datetime
import functools
import json
import os
import random
import runpy
import socket
import sys
import time
import unittest.mock
import uuid

import requests

ORIGINALS = {
    "time": (time, ("time", "sleep", "monotonic")),
    "datetime": (datetime, ("datetime",)),
    "socket": (socket, ("socket", "getaddrinfo", "create_connection")),
    "random": (random, ("random", "randint", "choice")),
    "uuid": (uuid, ("uuid4",)),
}
KEPT = {(of, name): getattr(module, name) for of, (module, names) in ORIGINALS.items() for name in names}
MOCK = unittest.mock.NonCallableMock

# The exchanges of the call that is under way; there is one at a time.
exchanges = None


def pytest_configure(config):
    from sekoia_automation.action import Action
    from sekoia_automation.module import Module

    patch_http()
    # Those of the SDK itself, whose `run` actions inherit.
    for known in Action.__subclasses__():
        if "run" in known.__dict__ and not getattr(known.run, "__isabstractmethod__", False):
            known.run = recorded(known.run)
    patch_init_subclass(Action)
    write_commands(Module)


def write_commands(module_class):
    """Which class is registered under which command: main.py says it, and runs nothing of them here."""
    commands = {}

    def run(self):
        commands.update({item.__qualname__: name for name, item in self._items.items()})

    with unittest.mock.patch.object(module_class, "run", run):
        try:
            runpy.run_path("main.py", run_name="__main__")
        except BaseException as error:
            sys.stderr.write("main.py cannot be read: %s\n" % error)
    with open(os.environ["RECORD_COMMANDS"], "w") as target:
        json.dump(commands, target)


def patch_http():
    send = requests.Session.send

    # Following a redirect sends again, and what comes of it all has its history.
    within = []

    @functools.wraps(send)
    def recording(self, request, **options):
        if within or exchanges is None:
            return send(self, request, **options)
        within.append(request)
        try:
            response = send(self, request, **options)
            exchanges.extend(exchange_of(one) for one in (*response.history, response))
            return response
        except BaseException as error:
            exchanges.append({"broken": type(error).__name__})
            raise
        finally:
            within.pop()

    requests.Session.send = recording
    with contextlib.suppress(ImportError):
        import requests_mock.mocker

        # It has kept the one that was there when it was imported.
        requests_mock.mocker._original_send = recording


def exchange_of(response):
    return {
        "method": response.request.method,
        "url": response.request.url,
        "status": response.status_code,
        "reason": response.reason,
        "headers": dict(response.headers),
        "body": base64.b64encode(response.content).decode("ascii"),
    }


def patch_init_subclass(action_class):
    """Each action has a `run` of its own, which is wrapped when the class is made."""
    before = action_class.__init_subclass__

    def init_subclass(cls, **options):
        before(**options)
        if "run" in cls.__dict__:
            cls.run = recorded(cls.__dict__["run"])

    action_class.__init_subclass__ = classmethod(init_subclass)


def recorded(run):
    @functools.wraps(run)
    def running(self, *given, **named):
        global exchanges
        # The SDK hands it over by position or by name, as its version has it.
        arguments = [*given, *named.values()]
        if exchanges is not None or len(arguments) != 1:
            return run(self, *given, **named)
        call = {"class": type(self).__qualname__, "patched": patched_of(self)}
        call["arguments"], call["configuration"] = as_json(arguments[0]), as_json(configuration_of(self))
        call["files"] = names_files(call["arguments"], getattr(self, "_data_path", None))
        exchanges = []
        try:
            result = run(self, *given, **named)
            call["results"] = as_json(copy.deepcopy(result))
            return result
        except BaseException as error:
            call["error"] = type(error).__name__
            raise
        finally:
            call["exchanges"], exchanges = exchanges, None
            call["error"] = call.get("error") or getattr(self, "_error", None)
            write(call)

    return running


def names_files(value, folder):
    if isinstance(value, dict):
        return any(names_files(inner, folder) for inner in value.values())
    if isinstance(value, list):
        return any(names_files(inner, folder) for inner in value)
    if not isinstance(value, str) or not 0 < len(value) < 1000 or "\0" in value:
        return False
    return os.path.isfile(os.path.join(str(folder or "."), value))


def configuration_of(action):
    try:
        found = action.module.configuration
    except BaseException:
        return {}
    return found


def patched_of(action):
    """What stands in the place of something else than HTTP; none: nothing that was seen."""
    for (of, name), original in KEPT.items():
        if getattr(ORIGINALS[of][0], name) is not original:
            return "%s.%s" % (of, name)
    here = os.getcwd() + os.sep
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None) or ""
        if path.startswith(here) and os.sep + "tests" + os.sep not in path:
            for key, value in list(vars(module).items()):
                if isinstance(value, MOCK) or (isinstance(value, type) and has_mocks(value)):
                    return "%s.%s" % (name, key)
    for key, value in {**vars(type(action)), **vars(action)}.items():
        if isinstance(value, MOCK) and key not in ("log", "log_exception", "_logger"):
            return "action.%s" % key
    return None


def has_mocks(found):
    return any(isinstance(value, MOCK) for value in vars(found).values())


def as_json(value):
    """None where JSON has no such thing."""
    if hasattr(value, "model_dump"):
        value = value.model_dump()
    elif hasattr(value, "dict") and not isinstance(value, dict):
        value = value.dict()
    try:
        return json.loads(json.dumps(value, default=str))
    except (TypeError, ValueError, RecursionError):
        return None


def write(call):
    with open(os.environ["RECORD_TO"], "a") as target:
        target.write(json.dumps(call, default=str) + "\n")
