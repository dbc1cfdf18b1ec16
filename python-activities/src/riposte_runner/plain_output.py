"""The output of a plain script: the last JSON line of stdout is its result, the rest is its log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riposte_runner.json_text import NotJson, check_json
from riposte_runner.sandbox.port import Chunk

NOTHING = "null"


@dataclass(frozen=True)
class PlainResult:
    text: str
    # Where it stood in stdout, as bytes; the log leaves it out.
    start: int
    end: int


def find_result(stdout: bytes) -> PlainResult:
    """Raises NotJson when something was printed and no line of it is JSON, or the last one holds NaN."""
    if not stdout.strip():
        return PlainResult(NOTHING, 0, 0)
    for start, end in lines_from_the_end(stdout):
        line = stdout[start:end].decode("utf-8", "replace").strip()
        if not line:
            continue
        try:
            check_json(line)
            return PlainResult(line, start, min(end + 1, len(stdout)))
        except NotJson as error:
            # Looks meant as the result: an older line must not stand in for it.
            if line[0] in "{[" and line[-1] in "}]":
                raise NotJson(f"{error}; the line is: {line[:200]}") from None
    raise NotJson("no line of standard output is JSON; print the result with json.dumps(), or nothing at all")


def lines_from_the_end(data: bytes) -> Iterator[tuple[int, int]]:
    end = len(data)
    while end >= 0:
        start = data.rfind(b"\n", 0, end) + 1
        yield start, end
        end = start - 1


def without_range(output: Sequence[Chunk], start: int, end: int) -> bytes:
    """Both streams in the order in which they came, but for that part of stdout."""
    kept: list[bytes] = []
    position = 0
    for chunk in output:
        if chunk.stream == "stderr":
            kept.append(chunk.data)
            continue
        before = chunk.data[: max(0, start - position)]
        after = chunk.data[max(0, end - position) :]
        kept.append(before + after)
        position += len(chunk.data)
    return b"".join(kept)
