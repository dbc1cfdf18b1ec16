"""Reads what is escaped in a text, as packages/vault/src/unescaped.ts does; packages/vault/vectors hold both to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# Escapes that may stand for any character, so that no list of forms holds all that is written with them.
ANY = re.compile(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});")
# Those, and what stands beside them: the rest of JSON's, and the names of HTML. A surrogate pair is one character.
EACH = re.compile(
    r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})"
    r"|\\([/\"'\\bfnrt])|&#([0-9]{1,7});|&#[xX]([0-9a-fA-F]{1,6});|&(amp|lt|gt|quot|apos);"
)
CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass(frozen=True)
class Unescaped:
    """As whoever reads its JSON or HTML sees it. Each piece: where it begins here and there, and how long it is as it
    is written; none: as it is read."""

    text: str
    here: list[int]
    there: list[int]
    written: list[int | None]

    def start(self, at: int) -> int:
        """Where the writing of one of its characters begins."""
        piece = bisect_right(self.here, at) - 1
        return self.there[piece] + (at - self.here[piece] if self.written[piece] is None else 0)

    def end(self, at: int) -> int:
        """Where it ends."""
        piece = bisect_right(self.here, at) - 1
        written = self.written[piece]
        return self.there[piece] + (at - self.here[piece] + 1 if written is None else written)


def unescaped(text: str) -> Unescaped | None:
    """None where nothing is escaped that forms do not know."""
    if ANY.search(text) is None:
        return None
    read: list[str] = []
    result = Unescaped("", [], [], [])
    length = position = 0

    def add(piece: str, there: int, written: int | None) -> None:
        nonlocal length
        if piece:
            result.here.append(length)
            result.there.append(there)
            result.written.append(written)
            read.append(piece)
            length += len(piece)

    for found in EACH.finditer(text):
        add(text[position : found.start()], position, None)
        add(character_of(found), found.start(), found.end() - found.start())
        position = found.end()
    add(text[position:], position, None)
    return Unescaped("".join(read), result.here, result.there, result.written)


def character_of(found: re.Match[str]) -> str:
    high, low, unit, byte, short, decimal, hexadecimal, name = found.groups()
    if high is not None:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    if short is not None:
        return CONTROLS.get(short, short)
    if name is not None:
        return NAMED[name]
    code = int(decimal) if decimal is not None else int(unit or byte or hexadecimal, 16)
    return chr(code) if code <= 0x10FFFF else found.group()
