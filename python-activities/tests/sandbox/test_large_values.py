"""Values of tens of megabytes go in and out within the memory that a script has by default."""

from __future__ import annotations

import json

from scripts import run

from riposte_runner.sandbox.port import Limits, Sandbox
from riposte_runner.verdict import Failed, Success

MEGABYTE = 1024 * 1024
USUAL = Limits(disk_mb=114, result_bytes=60 * MEGABYTE, output_bytes=64 * MEGABYTE)


def test_fifty_megabytes_come_out_of_main_and_go_into_the_next(sandbox: Sandbox) -> None:
    verdict, _end = run(sandbox, "def main(): return {'data': 'x' * (50 << 20)}", limits=USUAL)
    assert isinstance(verdict.of, Success), verdict
    assert len(verdict.of.result) == 50 * MEGABYTE + 11
    verdict, _end = run(sandbox, "def main(data): return len(data)", verdict.of.result, limits=USUAL)
    assert verdict.of == Success(str(50 * MEGABYTE))


def test_a_plain_script_reads_and_prints_as_much(sandbox: Sandbox) -> None:
    source = """
    import sys
    text = sys.stdin.read()
    assert len(text) == len(open(sys.argv[1]).read())
    sys.stderr.write("seen\\n")
    print(text)
    """
    given = json.dumps({"data": "y" * (50 * MEGABYTE)})
    verdict, _end = run(sandbox, source, given, entry="plain", limits=USUAL)
    assert isinstance(verdict.of, Success), verdict
    assert verdict.of.result == given
    assert verdict.log == "seen\n"


def test_a_result_above_the_ceiling_is_told_its_size(sandbox: Sandbox) -> None:
    set_by = {"result": "RIPOSTE_RESULT_LIMIT_MB"}
    limits = Limits(result_bytes=MEGABYTE, output_bytes=2 * MEGABYTE, set_by=set_by)
    verdict, _end = run(sandbox, "def main(): return 'x' * (5 << 20)", limits=limits)
    assert verdict.of == Failed(
        "limit_exceeded",
        "What main() returned has 5.0 MB (5242882 bytes); at most 1.0 MB (1048576 bytes) are taken. "
        "RIPOSTE_RESULT_LIMIT_MB sets that.",
    )


def test_what_is_printed_above_the_ceiling_is_cut_off(sandbox: Sandbox) -> None:
    limits = Limits(result_bytes=MEGABYTE, output_bytes=2 * MEGABYTE)
    verdict, end = run(sandbox, "print('\"' + 'x' * (5 << 20) + '\"')", entry="plain", limits=limits)
    assert isinstance(verdict.of, Failed)
    assert verdict.of.code == "limit_exceeded"
    assert "1.0 MB (1048576 bytes)" in verdict.of.message
    assert end.ended_by == "output"
