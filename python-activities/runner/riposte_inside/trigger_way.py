"""The way of a trigger of a module in the public Sekoia format: as module_way, but that it goes on, and sends events.

Each event goes out on the report, and the module hears that it was accepted when the worker says so on what was stdin.
Python 3.
"""

import base64
import json
import os
import select
import signal
import sys
import time
import uuid

from riposte_inside import report
from riposte_inside.leaving import leave
from riposte_inside.main_way import FAILED, take_stdin_away
from riposte_inside.module_way import (
    DATA,
    LOOK_AGAIN_MS,
    MODULE,
    Callback,
    CallbackHandler,
    explained,
    run_command,
    settle_in,
    unpack,
)
from riposte_inside.printing import print_line_by_line

# The SDK gives up after 30, and tries again.
ANSWER_SECONDS = 25
# Of one that was told to stop.
GRACE_SECONDS = 5
# As often as what it keeps in its folder is looked at, and as much as goes from one start to the next.
LOOK_AT_FILES_SECONDS = 2
MOST_KEPT_BYTES = 1000000
TOO_MUCH = "riposte: what lies in /symphony_data has more than 1 MB and is not kept from one start to the next.\n"
LONGEST_WORDS = 2000
BAD = ("error", "critical")


class Worker:
    """Who started this sandbox, at the other end of two pipes."""

    def __init__(self, hearing):
        self.hearing = hearing
        self.asked_to_stop = False
        self._begun = b""
        self._answers = {}
        self._asked = 0

    def ask(self, key, event):
        """(status, message): 503 where there is no answer in time."""
        self._asked += 1
        asked = self._asked
        report.say({"event": {"id": asked, "key": key, "json": json.dumps(event)}})
        until = time.monotonic() + ANSWER_SECONDS
        self._answers = {}
        while asked not in self._answers and time.monotonic() < until and not self.asked_to_stop:
            if select.select([self.hearing], [], [], 0.5)[0]:
                self.hear()
        return self._answers.get(asked, (503, "the event was not taken in time"))

    def hear(self):
        data = os.read(self.hearing, 65536)
        if not data:
            self.asked_to_stop = True
            return
        lines = (self._begun + data).split(b"\n")
        self._begun = lines.pop()
        for line in lines:
            said = json.loads(line.decode("utf-8"))
            if said.get("stop"):
                self.asked_to_stop = True
            else:
                self._answers[said["answer"]] = (said["status"], said["message"])


class TriggerCallback(Callback):
    request_queue_size = 128

    def __init__(self, configuration, worker):
        Callback.__init__(self, configuration, TriggerHandler)
        self.worker = worker
        # The SDK's word for what it will not go on after.
        self.critical = None
        self._has_said_of_files = False

    def url_of(self, what):
        return self.url.replace("/callback", "/" + what)

    def take_event(self, said):
        event = said.get("event")
        if not isinstance(event, dict):
            return 400, {"message": "an event is an object"}
        key = said.get("request_id")
        if said.get("directory") and not self._has_said_of_files:
            self._has_said_of_files = True
            sys.stderr.write("riposte: the files of an event are not handed on, only the event is.\n")
        status, message = self.worker.ask(key if isinstance(key, str) else str(uuid.uuid4()), event)
        return status, {"message": message}

    def take_logs(self, said):
        for one in said.get("logs") or ():
            level, message = str(one.get("level")).lower(), str(one.get("message"))
            sys.stderr.write("%s %s: %s\n" % (one.get("date"), level, message))
            if level in BAD:
                report.say({"error": last_line(message)[:LONGEST_WORDS]})
            if level == "critical":
                self.critical = last_line(message)
        sys.stderr.flush()
        return 200, {}


class TriggerHandler(CallbackHandler):
    # Who connects and says nothing holds nobody up.
    timeout = 10

    def do_GET(self):
        secrets = self.path.startswith("/secrets") and self.is_known()
        self.give(*((200, {"value": self.server.configuration}) if secrets else (403, {"message": "not the token"})))

    def do_POST(self):
        take = self.server.take_logs if self.path.startswith("/logs") else self.server.take_event
        self.take(take)


def run_trigger(request):
    hearing = os.dup(0)
    os.set_inheritable(hearing, False)
    os.dup2(2, 1)
    take_stdin_away()
    print_line_by_line()
    home = os.getcwd()
    folder = os.path.join(home, MODULE)
    unpack(json.loads(request.pop("source"))["files"], folder)
    configuration = json.loads(request["connector"] or "{}")
    worker = Worker(hearing)
    callback = TriggerCallback(configuration, worker)
    settle_in(home, {
        "trigger_configuration": request["given"],
        "module_configuration": json.dumps(configuration),
        "url_callback": callback.url,
        "url_secrets": callback.url_of("secrets"),
        "url_logs": callback.url_of("logs"),
        "token": callback.token,
    })  # fmt: skip
    kept = Kept(os.path.join(home, DATA), json.loads(request["files"]))
    listening, speaking = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listening)
        os.close(hearing)
        callback.socket.close()
        leave(run_command(folder, request["command"], speaking))
    os.close(speaking)
    code, words = attend(callback, child, listening, kept)
    kept.look()
    if worker.asked_to_stop:
        return 0
    report.failure("exception", callback.critical or explained(words) or ended_words(code))
    return FAILED


def ended_words(code):
    how = "was killed by signal %d" % (code - 128) if code > 128 else "ended by itself, with exit code %d" % code
    return "The trigger %s." % how


def attend(callback, child, listening, kept):
    """(exit code, what it raised): until the module's process has ended, by itself or because it was told to."""
    os.set_inheritable(listening, False)
    worker = callback.worker
    watched = select.poll()
    for descriptor in (callback.fileno(), listening, worker.hearing):
        watched.register(descriptor, select.POLLIN)
    words, killed_at = b"", None
    while True:
        ready = [descriptor for descriptor, _event in watched.poll(LOOK_AGAIN_MS)]
        if callback.fileno() in ready:
            callback.handle_request()
        if worker.hearing in ready:
            worker.hear()
            if worker.asked_to_stop:
                # At its end it would always be ready.
                watched.unregister(worker.hearing)
        if listening in ready:
            chunk = os.read(listening, 65536)
            words += chunk
            if not chunk:
                watched.unregister(listening)
        if worker.asked_to_stop or callback.critical:
            killed_at = killed_at or end(child)
            if time.monotonic() - killed_at > GRACE_SECONDS:
                os.kill(child, signal.SIGKILL)
        kept.look_again()
        if callback.fileno() not in ready:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
                return code, words.decode("utf-8", "replace").strip()


def end(child):
    os.kill(child, signal.SIGTERM)
    return time.monotonic()


class Kept:
    """What it keeps in its folder: there from the start before, and told when it has changed."""

    def __init__(self, folder, files):
        self._folder = folder
        unpack(files, folder)
        self._known = self._state()
        self._next = 0
        self._complained = False

    def look_again(self):
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + LOOK_AT_FILES_SECONDS
            self.look()

    def look(self):
        state = self._state()
        if state == self._known:
            return
        if sum(size for _path, size, _time in state) > MOST_KEPT_BYTES:
            if not self._complained:
                sys.stderr.write(TOO_MUCH)
            self._complained = True
            return
        try:
            report.say({"files": {path: self._read(path) for path, _size, _time in state}})
            self._known = state
        except OSError:
            # It was taken away just now: the next look finds it so.
            pass

    def _state(self):
        found = []
        for folder, _folders, names in os.walk(self._folder):
            for name in names:
                path = os.path.join(folder, name)
                try:
                    status = os.lstat(path)
                except OSError:
                    continue
                if os.path.isfile(path) and not os.path.islink(path):
                    found.append((os.path.relpath(path, self._folder), status.st_size, status.st_mtime_ns))
        return sorted(found)

    def _read(self, path):
        with open(os.path.join(self._folder, path), "rb") as file:
            return base64.b64encode(file.read(MOST_KEPT_BYTES)).decode("ascii")


def last_line(text):
    return (text.strip().splitlines() or [""])[-1].strip()
