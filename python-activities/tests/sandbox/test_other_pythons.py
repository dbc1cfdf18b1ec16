"""A script is run by the interpreter that it asks for, in every sandbox."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest
from scripts import failure_of, run
from servers import http_server

from riposte_runner.check_script import check_source
from riposte_runner.interpreters import Interpreters, own
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import Network, Python, SandboxUnavailable
from riposte_runner.verdict import Success


def found_here() -> list[Python]:
    folders = os.environ.get("RIPOSTE_TEST_PYTHONS") or str(Path.home() / ".pyenv" / "versions")
    interpreters = Interpreters(os.get_exec_path(), [Path(folders)])
    asyncio.run(interpreters.look())
    return [Python(one.version, one.prefix) for one in interpreters.found if one != own()]


FOUND = found_here()
each = pytest.mark.parametrize("python", [pytest.param(one, id=one.version) for one in FOUND])
OLD = next((one for one in FOUND if one.version == "2.7"), None)
with_27 = pytest.mark.skipif(OLD is None, reason="there is no Python 2.7 on this machine")

SAYS_VERSION = """
import os, sys
def main(word):
    print(u"caf\\u00e9 " + word)
    return {"version": "%d.%d" % sys.version_info[:2], "word": word, "path": [p for p in sys.path if "runner" in p]}
"""


@each
def test_the_version_is_the_one_that_was_asked_for(sandbox: LaunchedSandbox, python: Python) -> None:
    verdict, _end = run(sandbox, SAYS_VERSION, json.dumps({"word": "été"}), python=python)
    assert isinstance(verdict.of, Success), verdict
    assert json.loads(verdict.of.result) == {"version": python.version, "word": "été", "path": []}
    assert verdict.log == "café été\n"


BY_PROXY = """
import os
try:
    from urllib2 import urlopen
except ImportError:
    from urllib.request import urlopen
def main(url):
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "nothing.example"
    return urlopen(url).read().decode()
"""


@each
def test_its_own_client_finds_the_proxy(networked: LaunchedSandbox, python: Python) -> None:
    with http_server() as server:
        network = Network({"internet": False, "hosts": [server.place], "allow": server.place}, None)
        arguments = json.dumps({"url": f"http://{server.place}/old"})
        verdict, end = run(networked, BY_PROXY, arguments, python=python, network=network)
    assert isinstance(verdict.of, Success), (verdict, end.refusals)
    assert json.loads(verdict.of.result) == f"GET /old {server.place}"


@each
def test_a_plain_script_reads_its_request(sandbox: LaunchedSandbox, python: Python) -> None:
    source = "import json, sys\nprint(json.dumps([json.load(sys.stdin), sys.version_info[0]]))\n"
    verdict, _end = run(sandbox, source, '{"a": 1}', entry="plain", python=python)
    assert isinstance(verdict.of, Success), verdict
    assert json.loads(verdict.of.result) == [{"a": 1}, int(python.version[0])]


@each
def test_nothing_of_the_interpreter_can_be_written_to(isolated: LaunchedSandbox, python: Python) -> None:
    source = """
        import os
        def main():
            try:
                open(os.path.join(os.path.dirname(os.__file__), "planted.py"), "w")
            except (IOError, OSError) as error:
                return error.strerror
    """
    verdict, _end = run(isolated, source, python=python)
    assert isinstance(verdict.of, Success), verdict
    assert verdict.of.result in ('"Read-only file system"', '"Permission denied"')


@with_27
def test_python_2_runs_what_only_python_2_can(sandbox: LaunchedSandbox) -> None:
    verdict, _end = run(sandbox, "def main():\n    print 'old'\n    return 7 / 2\n", python=OLD)
    assert isinstance(verdict.of, Success), verdict
    assert (verdict.of.result, verdict.log) == ("3", "old\n")


@with_27
def test_the_syntax_is_checked_by_the_interpreter_that_runs_it(sandbox: LaunchedSandbox) -> None:
    source = "def main(word):\n    print word\n"
    assert asyncio.run(check_source(sandbox, source, OLD))["kind"] == "fine"
    assert asyncio.run(check_source(sandbox, source))["kind"] == "faulty"
    hinted = asyncio.run(check_source(sandbox, "def main(word: str):\n    return word\n", OLD))
    assert (hinted["kind"], hinted["line"]) == ("faulty", 1)


def test_a_place_without_that_python_starts_nothing(sandbox: LaunchedSandbox) -> None:
    with pytest.raises(SandboxUnavailable, match=r"there is no Python 3.9 in /usr/share"):
        run(sandbox, "def main(): return 1", python=Python("3.9", "/usr/share"))


@with_27
def test_a_limit_holds_for_another_interpreter(sandbox: LaunchedSandbox) -> None:
    verdict, _end = run(sandbox, "def main():\n    return len(bytearray(400 << 20))\n", python=OLD)
    assert failure_of(verdict).code == "limit_exceeded"
