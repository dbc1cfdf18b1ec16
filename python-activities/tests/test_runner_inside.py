"""What goes inside the sandbox: standard library only, and the same on Python 2.7."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from riposte_runner.launch.interpreter import script_environment

PROJECT = Path(__file__).parents[1]
RUNNER = PROJECT / "runner"
SAMPLES = PROJECT / "samples"
# Not in Python 3's list, or not there under Python 2's name.
OWN = {"riposte_inside", "thread"}


MEGABYTE = 1024 * 1024


def python_27() -> str | None:
    for found in sorted(Path.home().glob(".pyenv/versions/2.7*/bin/python2.7")):
        return str(found)
    return None


PYTHONS = [
    pytest.param([sys.executable, "-I", "-S", "-B", "-X", "utf8"], id="own"),
    pytest.param(
        [python_27() or "", "-s", "-S", "-B"],
        id="2.7",
        marks=pytest.mark.skipif(python_27() is None, reason="there is no pyenv Python 2.7 on this machine"),
    ),
]


def run_inside(
    python: list[str],
    folder: Path,
    source: str,
    arguments: str,
    entry: str = "main",
    connector: str | None = None,
    memory_mb: int = 512,
    result_bytes: int = 100 * MEGABYTE,
) -> tuple[int, dict[str, Any], bytes, bytes]:
    """(exit code, report, stdout, stderr)"""
    request = {
        "entry": entry,
        "source": source,
        "connector": connector,
        "environment": {"RIPOSTE_NAME": "é"},
        "limits": {
            "memoryMb": memory_mb,
            "diskMb": 8,
            "resultBytes": result_bytes,
            "processes": 100_000,
            "openFiles": 64,
            "cpuSeconds": 20,
        },
    }
    report, report_for_child = os.pipe()
    # The runner's report goes to descriptor 3.
    place = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.execv(sys.argv[2], sys.argv[2:])"
    done = subprocess.run(
        [sys.executable, "-c", place, str(report_for_child), *python, str(RUNNER / "main.py")],
        input=json.dumps(request).encode() + b"\n" + arguments.encode("utf-8", "surrogatepass"),
        capture_output=True,
        cwd=folder,
        env={**script_environment(str(folder)), "PYTHONIOENCODING": "utf-8"},
        pass_fds=[report_for_child],
    )
    os.close(report_for_child)
    with os.fdopen(report, "rb") as pipe:
        head, _newline, body = pipe.read().partition(b"\n")
    assert head == b"ready", done.stderr
    last = body.rstrip(b"\n").rpartition(b"\n")[2]
    said = (
        {"result": last[7:].decode("utf-8", "surrogatepass")}
        if last.startswith(b"result ")
        else json.loads(last or b"{}")
    )
    return done.returncode, said, done.stdout, done.stderr


@pytest.mark.parametrize("path", sorted(RUNNER.rglob("*.py")), ids=lambda path: path.name)
def test_it_imports_the_standard_library_only(path: Path) -> None:
    tree = ast.parse(path.read_text())
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module is not None
            names.add(node.module.split(".")[0])
    assert names <= sys.stdlib_module_names | OWN


def test_launcher_and_egress_proxy_import_the_standard_library_only() -> None:
    source = PROJECT / "src" / "riposte_runner"
    own = ("riposte_runner.launch", "riposte_runner.egress")
    for path in [source / "launcher.py", *(source / "launch").glob("*.py"), *(source / "egress").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names.append(node.module)
            for name in names:
                assert name.startswith(own) or name.split(".")[0] in sys.stdlib_module_names, (path.name, name)


@pytest.mark.parametrize("python", PYTHONS)
def test_values_keep_their_order_and_their_digits(python: list[str], tmp_path: Path) -> None:
    text = '{"z":1.0,"10":1,"9":12345678901234567890123,"e":1e-07,"s":"\\u0000 é✓💡","n":null,"t":[true,-0.5]}'
    source = "def main(value, **others):\n    return value\n"
    code, report, _stdout, stderr = run_inside(python, tmp_path, source, f'{{"value":{text},"x":1}}')
    assert code == 0, stderr
    assert report["result"] == text


@pytest.mark.parametrize("python", PYTHONS)
def test_half_a_surrogate_pair_comes_back(python: list[str], tmp_path: Path) -> None:
    _code, report, _stdout, _stderr = run_inside(python, tmp_path, "def main(s): return s", '{"s":"a\\ud800b"}')
    assert json.loads(report["result"]) == "a\ud800b"


@pytest.mark.parametrize("python", PYTHONS)
def test_arguments_that_do_not_fit_are_named(python: list[str], tmp_path: Path) -> None:
    source = "def main(first, second=2): pass"
    code, report, _stdout, _stderr = run_inside(python, tmp_path, source, '{"third": 1}')
    assert (code, report["failure"]["kind"]) == (2, "arguments")
    assert '"first"' in report["failure"]["message"] and '"third"' in report["failure"]["message"]


@pytest.mark.parametrize("python", PYTHONS)
def test_the_connector_fills_the_parameter_of_its_name(python: list[str], tmp_path: Path) -> None:
    source = "def main(connector, a): return [connector['url'], a]"
    _code, report, _stdout, _stderr = run_inside(python, tmp_path, source, '{"a":1}', connector='{"url":"x"}')
    assert report["result"] == '["x",1]'


@pytest.mark.parametrize("python", PYTHONS)
def test_an_exception_names_the_line_of_the_script(python: list[str], tmp_path: Path) -> None:
    source = "import json\ndef main():\n    json.loads('{')\n"
    code, report, _stdout, stderr = run_inside(python, tmp_path, source, "{}")
    assert (code, report["failure"]["kind"], report["failure"]["line"]) == (1, "exception", 3)
    assert b"riposte_inside" not in stderr and stderr.startswith(b"Traceback")


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("value", ["float('nan')", "{'a': [set()]}", "object()"])
def test_what_is_not_json_is_refused(python: list[str], tmp_path: Path, value: str) -> None:
    code, report, _stdout, _stderr = run_inside(python, tmp_path, f"def main(): return {value}", "{}")
    assert (code, report["failure"]["kind"]) == (1, "result")


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(
    ("value", "place", "first", "second"),
    [
        ("{1: 2, '1': 3}", "result", "1", "'1'"),
        ("[0, {'a': {None: 2, 'null': 3}}]", "result[1]['a']", "None", "'null'"),
        ("{1.5: 2, '1.5': 3}", "result", "1.5", "'1.5'"),
    ],
)
def test_keys_that_json_writes_alike_are_refused(
    python: list[str], tmp_path: Path, value: str, place: str, first: str, second: str
) -> None:
    source = f"def main():\n    return {value}"
    code, report, _stdout, _stderr = run_inside(python, tmp_path, source, "{}")
    assert (code, report["failure"]["kind"]) == (1, "result")
    assert f"{place} has the keys " in report["failure"]["message"]
    assert first in report["failure"]["message"] and second in report["failure"]["message"]


@pytest.mark.parametrize("python", PYTHONS)
def test_other_keys_become_text(python: list[str], tmp_path: Path) -> None:
    source = "def main():\n    return [{1: 2}, {2.5: 0}, {None: 1}, {'1': 3, 2: 4}]"
    _code, report, _stdout, _stderr = run_inside(python, tmp_path, source, "{}")
    assert json.loads(report["result"]) == [{"1": 2}, {"2.5": 0}, {"null": 1}, {"1": 3, "2": 4}]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("entry", ["main", "plain"])
def test_what_a_script_leaves_with_is_its_failure(python: list[str], tmp_path: Path, entry: str) -> None:
    source = "import sys\nsys.stdout.write('noise')\nsys.exit(u'died \\xe9')\n"
    code, report, _stdout, _stderr = run_inside(python, tmp_path, source, "{}", entry)
    assert (code, report["failure"]) == (1, {"kind": "exit", "message": "died é", "line": None})


@pytest.mark.parametrize("python", PYTHONS)
def test_a_script_without_main_is_explained(python: list[str], tmp_path: Path) -> None:
    _code, report, _stdout, _stderr = run_inside(python, tmp_path, "x = 1", "{}")
    assert report["failure"] == {"kind": "script", "message": "The script has no function main().", "line": None}


@pytest.mark.parametrize("python", PYTHONS)
def test_a_plain_script_is_the_main_module(python: list[str], tmp_path: Path) -> None:
    source = (
        "import os, sys, json\n"
        "assert __name__ == '__main__' and sys.modules['__main__'].__file__ == __file__\n"
        "body = sys.stdin.read()\n"
        "assert body == open(sys.argv[1]).read()\n"
        "name = os.environ['RIPOSTE_NAME']\n"
        "assert (name if isinstance(name, bytes) else name.encode('utf-8')) == b'\\xc3\\xa9'\n"
        "sys.stderr.write('log')\nsys.stdout.write(body)\nexit(3)\n"
    )
    code, report, stdout, stderr = run_inside(python, tmp_path, source, '{"a":1.0}', entry="plain")
    assert (code, report, stdout, stderr) == (3, {}, b'{"a":1.0}', b"log")


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("count_words_27", '{"text":"b a b","least":2}', '{"words":[{"word":"b","count":2}]}'),
        ("lookup_plain_27", '{"user":"ann"}', '{"risk": 0.5, "user": "ann"}'),
    ],
)
def test_samples_for_both(python: list[str], tmp_path: Path, name: str, arguments: str, expected: str) -> None:
    entry = "plain" if "plain" in name else "main"
    source = (SAMPLES / f"{name}.py").read_text()
    code, report, stdout, stderr = run_inside(python, tmp_path, source, arguments, entry)
    assert code == 0, stderr
    found = stdout.decode().splitlines()[-1] if entry == "plain" else report["result"]
    assert json.loads(found) == json.loads(expected)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        (
            "judge_address",
            '{"address":"10.1.2.3"}',
            '{"address":"10.1.2.3","internal":true,"networks":["10.0.0.0/8"],"version":4}',
        ),
        ("quarantine_plain", '{"device":"pc-1"}', '{"device":"pc-1","isolated":true}'),
    ],
)
def test_samples_for_python_3(tmp_path: Path, name: str, arguments: str, expected: str) -> None:
    test_samples_for_both([sys.executable, "-I", "-S", "-B", "-X", "utf8"], tmp_path, name, arguments, expected)


@pytest.mark.parametrize("python", PYTHONS)
def test_many_threads_fit_into_the_default_memory(python: list[str], tmp_path: Path) -> None:
    source = """
import threading

def depth(left): return 0 if left == 0 else 1 + depth(left - 1)

def main():
    everybody = threading.Event()
    depths = []
    def work():
        everybody.wait()
        depths.append(depth(900))
    threads = [threading.Thread(target=work) for _ in range(40)]
    for thread in threads: thread.daemon = True
    for thread in threads: thread.start()
    everybody.set()
    for thread in threads: thread.join()
    return sum(depths)
"""
    code, report, _stdout, stderr = run_inside(python, tmp_path, source, "{}", memory_mb=256)
    assert (code, report) == (0, {"result": "36000"}), stderr


@pytest.mark.parametrize(
    ("arguments", "result"), [('{"a": 5, "c": 7}', [5, 2, 7]), ('{"b": 6}', [1, 6, 3]), ("{}", [1, 2, 3])]
)
def test_what_is_positional_only_is_given_in_its_place(tmp_path: Path, arguments: str, result: list[int]) -> None:
    python: list[str] = [sys.executable, "-I", "-S", "-B", "-X", "utf8"]
    source = "def main(a=1, b=2, /, c=3):\n    return [a, b, c]\n"
    code, report, _, _ = run_inside(python, tmp_path, source, arguments)
    assert (code, json.loads(report["result"])) == (0, result)
