"""Text without the places where it was wrapped: what stands on two lines is found as if it stood on one.

The same as packages/vault/src/unwrapped.ts; packages/vault/vectors hold both to it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass

# The end of a line and what the next one is indented by, as it is or between the two parts of a text in Python.
LINES = re.compile(
    r"""["'],?[ \t]{0,8}\r?\n[ \t]{0,9999}b?["']|[ \t]{0,8}\r?\n[ \t]{0,9999}|\r[ \t]{0,9999}""",
)
# Also as JSON and Python write the end of a line, and of texts beside each other, with a comma or without, the end of
# one and the beginning of the next.
BESIDE = r"""["'](?:,\s{0,9999}|\s{1,9999})b?["']"""
ESCAPED_END = r"(?<!\\)(?:\\{1,8}r)?\\{1,8}n[ \t]{0,9999}"
PARTS = re.compile(rf"{ESCAPED_END}(?:{BESIDE})?|{BESIDE}|[ \t]{{0,8}}\r?\n[ \t]{{0,9999}}|\r[ \t]{{0,9999}}")


@dataclass(frozen=True)
class Unwrapped:
    text: str
    # Of each piece: where it begins here, and where it began.
    _here: array[int]
    _there: array[int]

    def place(self, at: int) -> int:
        """Where the character stood."""
        piece = bisect_right(self._here, at) - 1
        return self._there[piece] + at - self._here[piece]


def unwrapped(text: str, wrap: re.Pattern[str] = PARTS, instead: str = "") -> Unwrapped | None:
    """None where nothing is wrapped; `instead` stands where it was."""
    pieces: list[str] = []
    # A text of many short lines has millions of them.
    here = array("q")
    there = array("q")
    length = 0
    start = 0
    for found in wrap.finditer(text):
        if found.start() > start:
            pieces.append(text[start : found.start()])
            here.append(length)
            there.append(start)
            if instead:
                pieces.append(instead)
            length += found.start() - start + len(instead)
        start = found.end()
    if start == 0 or not pieces:
        return None
    if start < len(text):
        pieces.append(text[start:])
        here.append(length)
        there.append(start)
    return Unwrapped("".join(pieces), here, there)
