"""A module in the public Sekoia format, in every sandbox: what it is given, and how what it says comes back."""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import replace

import pytest
from scripts import NOTHING, SMALL, failure_of, job_for

from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import Limits, Stop
from riposte_runner.verdict import Success, Verdict, judge

# What the SDK does, in few words: settings from files or variables, one PATCH at the start and one at the end.
SDK = """
import json, os, pathlib, urllib.request

def load(name):
    path = pathlib.Path("/symphony") / name
    return path.read_text() if path.is_file() else os.environ[name.upper()]

def data_path():
    return pathlib.Path("/symphony_data") / os.environ.get("SUB_FOLDER", "")

def say(**data):
    request = urllib.request.Request(load("url_callback"), json.dumps(data).encode(), method="PATCH")
    request.add_header("Authorization", "Bearer " + load("token"))
    return json.loads(urllib.request.urlopen(request).read())
"""
LIMITS = Limits(memory_mb=384, disk_mb=8, processes=32)


def run_module(sandbox: LaunchedSandbox, main: str, command: str = "greet") -> Verdict:
    files = {"main.py": main, "talk/__init__.py": "", "talk/sdk.py": SDK, "manifest.json": "{}"}
    bundle = {"files": {path: base64.b64encode(text.encode()).decode() for path, text in files.items()}}
    request = replace(
        NOTHING,
        entry="module",
        source=json.dumps(bundle),
        arguments='{"name": "Zoë"}'.encode(),
        connector='{"base_url": "https://talk.example.org", "api_key": "a-sealed-key"}',
        command=command,
        limits=LIMITS,
    )
    end = asyncio.run(sandbox.run(request, Stop()))
    return judge(end, replace(job_for("main", 20), script=replace(job_for("main", 20).script, entry="module")), SMALL)


def test_arguments_configuration_and_secrets_reach_it_and_its_results_come_back(sandbox: LaunchedSandbox) -> None:
    verdict = run_module(
        sandbox,
        """
import sys, pathlib
from talk.sdk import data_path, load, say
import json
given = say(status="running", need_secrets=True)["module_configuration"]["value"]
(data_path() / "greeting.txt").write_text("kept")
name = json.loads(load("arguments"))["name"]
url = json.loads(load("module_configuration"))["base_url"]
print("greets", name)
kept = (data_path() / "greeting.txt").read_text()
say(status="finished", logs="2026: info: said\\n", outputs={"seen": True, "unseen": False}, results={
    "command": sys.argv[1], "name": name, "url": url, "key": given["api_key"][::-1], "kept": kept,
    "here": pathlib.Path("manifest.json").exists(),
})
""",
    )
    assert isinstance(verdict.of, Success), verdict
    assert json.loads(verdict.of.result) == {
        "command": "greet",
        "name": "Zoë",
        "url": "https://talk.example.org",
        "key": "yek-delaes-a",
        "kept": "kept",
        "here": True,
    }
    assert verdict.of.branches == ("seen",)
    assert "greets Zoë" in verdict.log
    assert "2026: info: said" in verdict.log


def test_what_it_calls_an_error_fails_the_step_with_its_last_line(sandbox: LaunchedSandbox) -> None:
    error = "An unexpected error occurred: Traceback\\n  File x\\nValueError: no such host\\n"
    main = f'from talk.sdk import say\nsay(status="running")\nsay(status="finished", error="{error}", results=None)\n'
    verdict = run_module(sandbox, main)
    assert (failure_of(verdict).code, failure_of(verdict).message) == ("script_failed", "ValueError: no such host")
    assert "An unexpected error occurred" in verdict.log


@pytest.mark.parametrize(
    ("main", "message"),
    [
        ("import sys\nsys.exit(0)\n", "The module ended with exit code 0 before it said how its action went."),
        ("raise LookupError('no command')\n", "LookupError: no command"),
        ("import os\nos.kill(os.getpid(), 9)\n", "The module was killed by signal 9 before it said"),
        (
            "raise ImportError('libpcap.so.0.8: cannot open shared object file: No such file or directory')\n",
            "The module needs the system library libpcap.so.0.8, which is not there: install it where scripts run.",
        ),
    ],
)
def test_one_that_ends_without_a_word_says_why(isolated: LaunchedSandbox, main: str, message: str) -> None:
    failure = failure_of(run_module(isolated, main))
    assert failure.code == "script_failed"
    assert failure.message.startswith(message)


def test_nobody_without_its_token_can_speak_for_it(isolated: LaunchedSandbox) -> None:
    main = """
import json, urllib.error, urllib.request
from talk.sdk import load, say
body = json.dumps({"status": "finished", "results": {"forged": True}}).encode()
try:
    urllib.request.urlopen(urllib.request.Request(load("url_callback"), body, method="PATCH"))
except urllib.error.HTTPError as error:
    say(status="finished", results={"status": error.code})
"""
    verdict = run_module(isolated, main)
    assert verdict.of == Success('{"status":403}')
