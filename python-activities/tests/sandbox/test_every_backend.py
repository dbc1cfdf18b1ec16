"""What every sandbox backend must keep, whatever the script does."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Literal

import pytest
from scripts import SMALL, failure_of, result_of, run

from riposte_runner.sandbox.port import Limits, Sandbox
from riposte_runner.verdict import Failed, Success


def test_main_gets_arguments_by_name_and_prints_to_the_log(sandbox: Sandbox) -> None:
    verdict, end = run(sandbox, "def main(a, b=2):\n    print('hello')\n    return [a, b]", '{"a": 1}')
    assert verdict.of == Success("[1,2]")
    assert verdict.log == "hello\n"
    assert end.exit_code == 0


def test_values_go_through_without_loss(sandbox: Sandbox) -> None:
    text = '{"z":1.0,"10":1,"9":12345678901234567890123,"e":1e-07,"s":"\\u0000 é","n":null,"t":[true,-0.0]}'
    assert result_of(sandbox, "def main(value): return value", f'{{"value":{text}}}') == text


def test_printing_by_descriptor_and_child_processes_goes_to_the_log(sandbox: Sandbox) -> None:
    source = """
        import os, subprocess, sys
        def main():
            os.write(1, b"by descriptor ")
            subprocess.run([sys.executable, "-I", "-S", "-c", "print('by child')"], check=True)
            return 7
    """
    verdict, _end = run(sandbox, source)
    assert verdict.of == Success("7")
    assert verdict.log == "by descriptor by child\n"


def test_wrong_arguments_are_named(sandbox: Sandbox) -> None:
    verdict, end = run(sandbox, "def main(needed, other=1): pass", '{"strange": 1}')
    failure = failure_of(verdict)
    assert (failure.code, end.exit_code) == ("bad_arguments", 2)
    assert '"needed"' in failure.message and '"strange"' in failure.message


def test_an_exception_names_its_place_and_leaves_its_traceback(sandbox: Sandbox) -> None:
    verdict, end = run(sandbox, "import json\n\ndef main():\n    return json.loads('x')\n")
    failure = failure_of(verdict)
    assert (failure.code, end.exit_code) == ("script_failed", 1)
    assert failure.message.startswith("json.decoder.JSONDecodeError: Expecting value")
    assert failure.message.endswith("(test.py, line 4)")
    assert verdict.log.startswith("Traceback") and "riposte_inside" not in verdict.log


def test_a_syntax_error_names_its_line(sandbox: Sandbox) -> None:
    verdict, _end = run(sandbox, "x = 1\ndef main(:\n")
    assert failure_of(verdict).message.endswith("(test.py, line 2)")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("float('nan')", "nan"),
        ("{'a': [1, {2}]}", "result['a'][1] is of type set"),
        ("object", "of type type"),
        ("b'x'", "of type bytes"),
    ],
)
def test_a_result_that_is_not_json_is_explained(sandbox: Sandbox, value: str, said: str) -> None:
    verdict, _end = run(sandbox, f"def main(): return {value}")
    assert failure_of(verdict).code == "script_failed"
    assert said in failure_of(verdict).message


def test_a_plain_script_gets_its_request_twice_and_its_settings(sandbox: Sandbox) -> None:
    source = """
        import json, os, sys
        request = json.load(sys.stdin)
        assert request == json.load(open(sys.argv[1]))
        assert __name__ == "__main__"
        print("a note")
        print("a log line", file=sys.stderr)
        print(json.dumps({"got": request, "setting": os.environ["RIPOSTE_BASE_URL"]}))
    """
    verdict, _end = run(sandbox, source, '{"a":1.0}', entry="plain", environment={"RIPOSTE_BASE_URL": "x"})
    assert verdict.of == Success('{"got": {"a": 1.0}, "setting": "x"}')
    assert sorted(verdict.log.splitlines()) == ["a log line", "a note"]


@pytest.mark.parametrize(
    ("code", "expected", "retryable"),
    [(1, "script_failed", False), (2, "bad_arguments", False), (3, "unavailable", True), (9, "script_failed", False)],
)
def test_exit_codes_of_a_plain_script(sandbox: Sandbox, code: int, expected: str, retryable: bool) -> None:
    source = f"import sys\nprint('because', file=sys.stderr)\nexit({code})"
    verdict, end = run(sandbox, source, entry="plain")
    failure = failure_of(verdict)
    assert (failure.code, failure.retryable, end.exit_code) == (expected, retryable, code)
    assert "because" in failure.message


def test_a_plain_script_that_prints_no_json_is_explained(sandbox: Sandbox) -> None:
    verdict, _end = run(sandbox, "print({'a': 1})", entry="plain")
    assert "json.dumps" in failure_of(verdict).message or "not JSON" in failure_of(verdict).message


def test_a_script_that_loops_forever_is_ended(sandbox: Sandbox) -> None:
    source = """
        import signal
        def main():
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            while True: pass
    """
    verdict, end = run(sandbox, source, timeout=1)
    assert failure_of(verdict).code == "timeout"
    assert end.exit_code == 137


def test_cancelling_ends_it(sandbox: Sandbox) -> None:
    started = time.monotonic()
    verdict, _end = run(sandbox, "import time\ndef main(): time.sleep(600)", timeout=600, stop_after=(0.5, "cancelled"))
    assert failure_of(verdict).code == "cancelled"
    assert time.monotonic() - started < 60


def test_a_fork_bomb_is_bounded(sandbox: Sandbox) -> None:
    source = """
        import os
        def main():
            while True:
                try: os.fork()
                except OSError: pass
    """
    verdict, _end = run(sandbox, source, timeout=2)
    assert failure_of(verdict).code in ("timeout", "limit_exceeded")


def test_a_fork_bomb_that_takes_all_memory_is_told_of_its_processes(sandbox: Sandbox) -> None:
    source = """
        import os, time
        def main():
            held = bytearray(os.urandom(1024)) * (8 * 1024)
            while True:
                try: os.fork()
                except OSError: time.sleep(0.01)
    """
    verdict, _end = run(sandbox, source)
    failure = failure_of(verdict)
    assert failure.code == "limit_exceeded"
    assert failure.message.startswith(
        "The script started too many processes: together they needed more than its limit of 192 MB"
    )


@pytest.mark.parametrize(
    "start",
    ["os.fork() or time.sleep(60)", "threading.Thread(target=time.sleep, args=(2,), daemon=True).start()"],
)
def test_the_number_of_processes_is_limited(sandbox: Sandbox, start: str) -> None:
    source = f"""
        import os, threading, time
        def main():
            threading.stack_size(64 * 1024)
            for count in range(10_000):
                {start}
    """
    verdict, _end = run(sandbox, source)
    failure = failure_of(verdict)
    assert failure.code == "limit_exceeded"
    # Which of them is said hangs on who notices first, the script or whoever counts from outside.
    assert re.match(
        r"The script started (more than its limit of 32 processes: .* \(test.py, line 6\)\. |too many processes: )",
        failure.message,
    )


def test_threads_fit_into_the_default_memory(sandbox: Sandbox) -> None:
    source = """
        import threading
        from concurrent.futures import ThreadPoolExecutor

        def depth(left): return 0 if left == 0 else 1 + depth(left - 1)

        def main():
            together = threading.Barrier(40, timeout=5)
            def work(number):
                together.wait()
                return [depth(900), bytes(number)][0] + number
            with ThreadPoolExecutor(40) as pool:
                return sum(pool.map(work, range(40)))
    """
    assert result_of(sandbox, source, limits=Limits()) == str(40 * 900 + sum(range(40)))


def test_memory_is_limited(sandbox: Sandbox) -> None:
    verdict, _end = run(sandbox, "def main(): return len(bytearray(10 ** 9))")
    assert failure_of(verdict).code == "limit_exceeded"
    assert "192 MB of memory" in failure_of(verdict).message


def test_memory_is_limited_in_a_plain_script(sandbox: Sandbox) -> None:
    verdict, _end = run(sandbox, "x = []\nwhile True: x.append(bytearray(1000_000))", entry="plain")
    assert failure_of(verdict).code == "limit_exceeded"


def test_memory_is_limited_over_all_processes(sandbox: Sandbox) -> None:
    source = """
        import os, time
        def main():
            for _ in range(8):
                if os.fork() == 0:
                    held = bytearray(os.urandom(1024)) * (100 * 1024)
                    time.sleep(60)
            time.sleep(60)
    """
    verdict, _end = run(sandbox, source)
    assert failure_of(verdict).code == "limit_exceeded"
    assert "memory" in failure_of(verdict).message


def test_one_file_is_limited(sandbox: Sandbox) -> None:
    verdict, _end = run(sandbox, "def main():\n    open('big', 'wb').write(bytes(9 * 1024 * 1024))")
    failure = failure_of(verdict)
    assert failure.code == "limit_exceeded" and "8 MB of disk" in failure.message


def test_a_gigabyte_of_output_is_cut(sandbox: Sandbox) -> None:
    verdict, end = run(sandbox, "def main():\n    for _ in range(1024): print('x' * 1024 * 1024)", timeout=120)
    failure = failure_of(verdict)
    assert failure.code == "limit_exceeded" and "16.0 MB" in failure.message
    assert len(end.report) + sum(len(chunk.data) for chunk in end.output) == SMALL.output_bytes


def test_a_huge_result_is_refused(sandbox: Sandbox) -> None:
    limits = Limits(memory_mb=512, output_bytes=1024 * 1024)
    verdict, _end = run(sandbox, "def main(): return 'x' * (2 * 1024 * 1024)", limits=limits)
    assert failure_of(verdict).code == "limit_exceeded"


@pytest.mark.parametrize("source", ["def main():\n    x = []\n    for _ in range({n}): x = [x]\n    return x"])
@pytest.mark.parametrize("levels", [250, 100_000])
def test_a_deep_result_is_refused(sandbox: Sandbox, source: str, levels: int) -> None:
    verdict, _end = run(sandbox, source.format(n=levels))
    assert failure_of(verdict).code == "script_failed"
    assert "nested" in failure_of(verdict).message


def test_a_deep_line_of_a_plain_script_is_refused(sandbox: Sandbox) -> None:
    verdict, _end = run(sandbox, "print('[' * 100000 + ']' * 100000)", entry="plain")
    assert "nested" in failure_of(verdict).message


def test_closing_every_descriptor_does_not_confuse(sandbox: Sandbox) -> None:
    verdict, _end = run(sandbox, "import os, sys\nos.closerange(0, 100)\nos._exit(0)", entry="plain")
    assert verdict.of == Success("null")


@pytest.mark.parametrize(
    "end",
    [
        "os._exit(0)",
        "os.closerange(0, 64)",
        "[write(number) for number in range(64)]; os._exit(0)",
        "os.write(3, b'{'); os._exit(0)",
        "os.execv(sys.executable, [sys.executable, '-I', '-S', '-c', ''])",
    ],
)
def test_main_that_never_returned_is_not_done(sandbox: Sandbox, end: str) -> None:
    source = f"""
        import os, sys
        def write(number):
            try: os.write(number, b'{{"junk": 1}} junk')
            except OSError: pass
        def main():
            {end}
            return {{"x": 1}}
    """
    verdict, _end = run(sandbox, source)
    assert failure_of(verdict) == Failed("script_failed", "The script ended without returning from main().")


def test_what_was_written_beside_a_result_does_not_hide_it(sandbox: Sandbox) -> None:
    source = """
        import os
        def main():
            for number in range(64):
                try: os.write(number, b"junk")
                except OSError: pass
            if os.fork() == 0:
                return "from a child"
            os.wait()
            return {"x": 1}
    """
    assert result_of(sandbox, source) == '{"x":1}'


@pytest.mark.parametrize("call", ["sys.exit(0)", "sys.exit()", "exit()"])
def test_leaving_main_well_is_returning_nothing(sandbox: Sandbox, call: str) -> None:
    assert result_of(sandbox, f"import sys\ndef main(): {call}") == "null"


@pytest.mark.parametrize("entry", ["main", "plain"])
def test_the_reason_is_what_the_script_left_with(sandbox: Sandbox, entry: Literal["main", "plain"]) -> None:
    body = "    print('step 1')\n    print('step 2')\n    sys.exit('died of thirst\\nand hunger')\n"
    verdict, end = run(sandbox, f"import sys\ndef main():\n{body}" + ("main()" * (entry == "plain")), entry=entry)
    assert failure_of(verdict) == Failed("script_failed", "died of thirst\nand hunger")
    assert end.exit_code == 1
    if entry == "main":
        assert verdict.log == "step 1\nstep 2\ndied of thirst\nand hunger\n"


def test_a_daemon_that_outlives_its_parents_is_ended(sandbox: Sandbox) -> None:
    source = """
        import os, time
        def main():
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.closerange(0, 100)
                    time.sleep(600)
                os._exit(0)
            os.wait()
            return "left it behind"
    """
    assert result_of(sandbox, source) == '"left it behind"'


def test_signalling_its_parent_ends_nothing_but_itself(sandbox: Sandbox) -> None:
    source = """
        import os, signal, time
        def main():
            for _ in range(2):
                if os.fork() == 0: time.sleep(600)
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(600)
    """
    run(sandbox, source, timeout=3)
    assert result_of(sandbox, "def main(): return 'still here'") == '"still here"'


def test_links_in_the_work_folder_lead_nowhere(sandbox: Sandbox, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "kept").write_text("kept")
    source = """
        import os
        def main(victim):
            os.symlink(victim, "link")
            os.symlink("/", "root")
            os.makedirs("a/b/c")
            os.symlink(victim, "a/b/link")
            os.chmod("a/b", 0)
            os.chmod("a", 0)
    """
    run(sandbox, source, json.dumps({"victim": str(victim)}))
    assert (victim / "kept").read_text() == "kept"


def test_what_a_script_writes_on_the_report_pipe_is_only_about_itself(sandbox: Sandbox) -> None:
    verdict, _end = run(sandbox, "import os\nos.write(3, b'{\"result\": 5}')\nos._exit(0)", entry="plain")
    assert verdict.of == Success("null")


def test_a_script_can_be_run_twenty_times_at_once(sandbox: Sandbox) -> None:
    import asyncio

    from riposte_runner.sandbox.port import SandboxRequest, Stop

    async def go() -> list[int]:
        request = SandboxRequest("main", "def main(): return 1", b"{}", None, {}, 60, SMALL)
        ends = await asyncio.gather(*(sandbox.run(request, Stop()) for _ in range(20)))
        return [end.exit_code for end in ends]

    assert asyncio.run(go()) == [0] * 20


def test_what_was_left_to_the_end_is_done(sandbox: Sandbox) -> None:
    source = """
        import atexit, sys, threading, time
        def later(): time.sleep(0.3); print("a thread")
        atexit.register(lambda: print("atexit"))
        threading.Thread(target=later).start()
        sys.stdout.write("not flushed\\n")
    """
    verdict, end = run(sandbox, source + "    sys.exit(3)", entry="plain")
    assert end.exit_code == 3
    assert sorted(verdict.log.split("\n")) == ["", "a thread", "atexit", "not flushed"]
