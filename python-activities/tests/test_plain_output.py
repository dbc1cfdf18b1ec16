from __future__ import annotations

import pytest

from riposte_runner.json_text import NotJson
from riposte_runner.plain_output import find_result, without_range
from riposte_runner.sandbox.port import Chunk


@pytest.mark.parametrize(
    ("stdout", "text"),
    [
        (b"", "null"),
        (b"\n \n", "null"),
        (b'{"a": 1.0}', '{"a": 1.0}'),
        (b'{"old": 1}\n{"a": 1}\r\n\nbye\n', '{"a": 1}'),
        (b"progress\n5\n", "5"),
    ],
)
def test_the_last_line_of_json_is_the_result(stdout: bytes, text: str) -> None:
    assert find_result(stdout).text == text


@pytest.mark.parametrize("stdout", [b"done", b'{"old": 1}\n{"a": NaN}\n', b'{"old": 1}\n[1, 2\n, 3]}'])
def test_an_older_line_never_stands_in_for_a_broken_one(stdout: bytes) -> None:
    if stdout.endswith(b"3]}"):
        assert find_result(stdout).text == '{"old": 1}'
        return
    with pytest.raises(NotJson):
        find_result(stdout)


def test_the_log_is_the_rest_in_its_order() -> None:
    output = [
        Chunk("stdout", b'one\n{"a"'),
        Chunk("stderr", b"two\n"),
        Chunk("stdout", b": 1}\nthree\n"),
        Chunk("stderr", b"four\n"),
    ]
    found = find_result(b"".join(chunk.data for chunk in output if chunk.stream == "stdout"))
    assert without_range(output, found.start, found.end) == b"one\ntwo\nthree\nfour\n"
