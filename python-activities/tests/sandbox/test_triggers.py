"""A trigger of a module, in every sandbox: it goes on, sends events, hears of them, keeps files and can be stopped."""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import replace

from scripts import NOTHING

from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import Limits, Progress, SandboxEnd, SandboxRequest, Stop
from riposte_runner.triggers.talk import Talk

# What the SDK does, in few words.
SDK = """
import json, os, pathlib, urllib.error, urllib.request

def load(name):
    path = pathlib.Path("/symphony") / name
    return path.read_text() if path.is_file() else os.environ[name.upper()]

data_path = pathlib.Path("/symphony_data") / os.environ.get("SUB_FOLDER", "")

def ask(url, method="POST", token=None, **data):
    request = urllib.request.Request(load(url), json.dumps(data).encode() if data else None, method=method)
    request.add_header("Authorization", "Bearer " + (token or load("token")))
    try:
        return json.loads(urllib.request.urlopen(request).read())
    except urllib.error.HTTPError as error:
        return error.code
"""
LIMITS = Limits(memory_mb=384, disk_mb=8, processes=32)


def request_of(main: str, files: str = "{}") -> SandboxRequest:
    sources = {"main.py": main, "talk/__init__.py": "", "talk/sdk.py": SDK, "manifest.json": "{}"}
    bundle = {"files": {path: base64.b64encode(text.encode()).decode() for path, text in sources.items()}}
    return replace(
        NOTHING,
        entry="trigger",
        source=json.dumps(bundle),
        arguments='{"word": "Zoë"}'.encode(),
        connector='{"api_key": "a-sealed-key"}',
        command="listen",
        limits=LIMITS,
        files=files,
    )


def talk_with(
    sandbox: LaunchedSandbox, main: str, answers: list[int] | None = None, files: str = "{}"
) -> tuple[SandboxEnd, Talk, list[dict[str, object]], str]:
    """Answers its events in turn, and tells it to stop when there is no answer left."""
    events: list[dict[str, object]] = []
    progress, talk = Progress(), Talk(100_000)

    async def answer() -> None:
        for status in answers or []:
            event = await talk.events.get()
            events.append(json.loads(event.json))
            talk.answer(event, status, "said so")
        if answers is not None:
            await asyncio.sleep(0.3)
            talk.ask_to_stop()

    async def go() -> SandboxEnd:
        answering = asyncio.create_task(answer())
        end = await sandbox.run(request_of(main, files), Stop(), progress, talk)
        answering.cancel()
        return end

    end = asyncio.run(go())
    return end, talk, events, b"".join(chunk.data for chunk in end.output).decode()


def test_it_is_given_what_it_asks_for_and_hears_what_becomes_of_its_events(sandbox: LaunchedSandbox) -> None:
    main = """
import signal, threading, json
from talk.sdk import ask, load
stopped = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopped.set())
word = json.loads(load("trigger_configuration"))["word"]
key = ask("url_secrets", "GET")["value"]["api_key"]
print(ask("url_callback", event={"word": word, "key": key[::-1]}, request_id="r-1"))
print(ask("url_callback", event={"n": 2}))
print(ask("url_callback", event=[1]), ask("url_callback", token="wrong", event={}))
ask("url_logs", logs=[{"date": "now", "level": "error", "message": "what went wrong"}])
stopped.wait()
print("stopped")
"""
    end, talk, events, printed = talk_with(sandbox, main, [202, 409])
    assert events == [{"word": "Zoë", "key": "yek-delaes-a"}, {"n": 2}]
    assert "{'message': 'said so'}\n409\n400 403\n" in printed
    assert printed.endswith("stopped\n")
    assert (end.ended_by, end.exit_code, list(talk.errors)) == ("exit", 0, ["what went wrong"])


def test_what_it_keeps_is_there_again(sandbox: LaunchedSandbox) -> None:
    main = """
from talk.sdk import data_path
count = data_path / "deep" / "count"
print("was", count.read_text() if count.exists() else None)
count.parent.mkdir(exist_ok=True)
count.write_text("7")
"""
    _end, talk, _events, printed = talk_with(sandbox, main)
    assert "was None" in printed
    assert json.loads(talk.files or "") == {"deep/count": base64.b64encode(b"7").decode()}
    _end, again, _events, printed = talk_with(sandbox, main.replace('"7"', '"8"'), files=talk.files or "")
    assert "was 7" in printed
    assert json.loads(again.files or "") == {"deep/count": base64.b64encode(b"8").decode()}


def test_one_that_ends_by_itself_says_why(sandbox: LaunchedSandbox) -> None:
    for main, why in (
        ("raise LookupError('nobody')\n", "LookupError: nobody"),
        ("pass\n", "The trigger ended by itself, with exit code 0."),
        ("import os\nos.kill(os.getpid(), 9)\n", "The trigger was killed by signal 9."),
    ):
        end, talk, _events, _printed = talk_with(sandbox, main)
        assert (end.ended_by, end.exit_code) == ("exit", 1)
        assert json.loads(bytes(talk.report).splitlines()[-1])["failure"]["message"] == why


def test_after_what_it_calls_critical_it_is_ended(sandbox: LaunchedSandbox) -> None:
    main = """
import time
from talk.sdk import ask
ask("url_logs", logs=[{"date": "now", "level": "critical", "message": "no way to go on"}])
time.sleep(60)
"""
    end, talk, _events, _printed = talk_with(sandbox, main)
    assert end.exit_code == 1
    assert json.loads(bytes(talk.report).splitlines()[-1])["failure"]["message"] == "no way to go on"


def test_one_that_does_not_hear_is_ended(isolated: LaunchedSandbox) -> None:
    main = """
import signal, time
from talk.sdk import ask
signal.signal(signal.SIGTERM, signal.SIG_IGN)
ask("url_callback", event={"now": "deaf"})
time.sleep(60)
"""
    end, _talk, _events, _printed = talk_with(isolated, main, [202])
    assert (end.ended_by, end.exit_code) == ("exit", 0)
    assert 4_000 < end.duration_ms < 20_000
