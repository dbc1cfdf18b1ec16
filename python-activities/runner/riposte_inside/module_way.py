"""The way of a module in the public Sekoia format: its main.py with a command, and the callback that its SDK talks to.

The module runs in a process of its own; this one answers its callback, and reports what it was told there. Python 3.
"""

import base64
import json
import os
import select
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from riposte_inside import report
from riposte_inside.failures import last_words, report_exception, report_exit
from riposte_inside.leaving import leave
from riposte_inside.main_way import FAILED, fail, take_stdin_away
from riposte_inside.module import run_as_module
from riposte_inside.printing import print_line_by_line
from riposte_inside.results import NotJson, to_json

MODULE, SYMPHONY, DATA = "module", "symphony", "symphony_data"
# Where the SDK looks; the root of a sandbox leads from there into its work folder.
SYMPHONY_SEEN = "/symphony"
LONGEST_VARIABLE = 100000
LOOK_AGAIN_MS = 200
NO_LIBRARY = ": cannot open shared object file"


class Callback(HTTPServer):
    """What the SDK says, and what it asks for."""

    def __init__(self, configuration, handler=None):
        HTTPServer.__init__(self, ("127.0.0.1", 0), handler or CallbackHandler)
        self.configuration = configuration
        self.token = base64.urlsafe_b64encode(os.urandom(24)).decode("ascii")
        self.finished = None

    @property
    def url(self):
        return "http://127.0.0.1:%d/callback" % self.server_address[1]

    def answer(self, said):
        """(status, JSON): none of 500 and above, for that would be tried again."""
        if said.get("status") == "running":
            return 200, {"module_configuration": {"value": self.configuration}}
        if said.get("status") != "finished":
            return 400, {"message": "status is running or finished"}
        if self.finished is not None:
            return 409, {"message": "it has finished"}
        self.finished = said
        return 200, {}


class CallbackHandler(BaseHTTPRequestHandler):
    def do_PATCH(self):
        self.take(self.server.answer)

    def take(self, answer):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            said = json.loads(body.decode("utf-8"))
            self.give(*(answer(said) if self.is_known() else (403, {"message": "not the token"})))
        except (ValueError, AttributeError):
            self.give(400, {"message": "a JSON object was expected"})

    def is_known(self):
        """Where nothing is isolated, others could reach this port."""
        return self.headers.get("Authorization") == "Bearer " + self.server.token

    def give(self, status, answer):
        data = json.dumps(answer).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words):
        """The log is the module's own."""


def run_module(request):
    os.dup2(2, 1)
    take_stdin_away()
    print_line_by_line()
    home = os.getcwd()
    folder = os.path.join(home, MODULE)
    unpack(json.loads(request.pop("source"))["files"], folder)
    configuration = json.loads(request["connector"] or "{}")
    callback = Callback(configuration)
    settle_in(home, {
        "arguments": request.pop("arguments").decode("utf-8", "surrogatepass"),
        "module_configuration": json.dumps(configuration),
        "url_callback": callback.url,
        "token": callback.token,
    })  # fmt: skip
    listening, speaking = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listening)
        callback.socket.close()
        leave(run_command(folder, request["command"], speaking))
    os.close(speaking)
    code, words = follow(callback, child, listening)
    return tell(callback.finished, code, words, request["limits"]["resultBytes"])


def unpack(files, folder):
    for path, content in files.items():
        target = os.path.normpath(os.path.join(folder, path))
        if not target.startswith(folder + os.sep):
            raise ValueError("a file of the module lies outside of it")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(base64.b64decode(content))


def settle_in(home, values):
    """Where the sandbox has a root of its own, in files; else by variables, which the SDK reads as well."""
    for name in (SYMPHONY, DATA):
        os.makedirs(os.path.join(home, name), exist_ok=True)
    for name, text in values.items():
        with open(os.path.join(home, SYMPHONY, name), "wb") as file:
            file.write(text.encode("utf-8", "surrogatepass"))
    if os.path.realpath(SYMPHONY_SEEN) == os.path.realpath(os.path.join(home, SYMPHONY)):
        return
    for name, text in values.items():
        if len(text) < LONGEST_VARIABLE:
            os.environ[name.upper()] = text
    # Joined to the SDK's own folder, a path from the root is what counts.
    os.environ["SUB_FOLDER"] = os.path.join(home, DATA)


def run_command(folder, command, speaking):
    path = os.path.join(folder, "main.py")
    os.chdir(folder)
    sys.path.insert(0, folder)
    sys.argv = [path, command]
    os.environ["NO_PROXY"] = ",".join(filter(None, [os.environ.get("NO_PROXY"), "127.0.0.1"]))
    try:
        run_as_module("__main__", path)
    except SystemExit as error:
        return report_exit(error)
    except BaseException:
        report_exception(path)
        os.write(speaking, last_words().encode("utf-8", "replace"))
        return FAILED
    return 0


def follow(callback, child, listening):
    """(exit code, what it raised): answers until the module's process has ended, whatever that has left behind."""
    os.set_inheritable(listening, False)
    watched = select.poll()
    for descriptor in (callback.fileno(), listening):
        watched.register(descriptor, select.POLLIN)
    words = b""
    while True:
        ready = [descriptor for descriptor, _event in watched.poll(LOOK_AGAIN_MS)]
        if callback.fileno() in ready:
            callback.handle_request()
        if listening in ready:
            chunk = os.read(listening, 65536)
            words += chunk
            if not chunk:
                watched.unregister(listening)
        if callback.fileno() not in ready:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
                return code, words.decode("utf-8", "replace").strip()


def tell(finished, code, words, result_bytes):
    if finished is None:
        return fail("script", reason_of(code, words))
    if finished.get("logs"):
        sys.stderr.write("%s\n" % finished["logs"])
    if finished.get("error"):
        message = str(finished["error"]).strip()
        sys.stderr.write(message + "\n")
        report.failure("exception", explained(message.splitlines()[-1].strip()))
        return FAILED
    try:
        text = to_json(finished.get("results"))
    except NotJson as error:
        return fail("result", "The module returned something that is not JSON: %s." % error)
    size = report.size(text)
    if size > result_bytes:
        return fail("too_large", str(size))
    outputs = finished.get("outputs") or {}
    report.result(text, [name for name, is_taken in outputs.items() if is_taken])
    return 0


def reason_of(code, words):
    if words:
        return explained(words)
    how = "was killed by signal %d" % (code - 128) if code > 128 else "ended with exit code %d" % code
    return "The module %s before it said how its action went." % how


def explained(words):
    """What an import says of a library that is no package of Python's."""
    if NO_LIBRARY not in words:
        return words
    library = words.split(NO_LIBRARY)[0].split(": ")[-1]
    return "The module needs the system library %s, which is not there: install it where scripts run." % library
