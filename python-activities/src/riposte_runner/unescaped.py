"""Reads what is escaped in a text, as packages/vault/src/unescaped.ts does; packages/vault/vectors hold both to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

HEX = "[0-9a-fA-F]"


def bytes_after(sign: str) -> str:
    """One character in the bytes of UTF-8, each written with `sign` in front; or a byte that belongs to none."""
    following = f"{sign}[89abAB]{HEX}"
    two = f"{sign}[cCdD]{HEX}{following}"
    three = f"{sign}[eE]{HEX}(?:{following}){{2}}"
    four = f"{sign}[fF][0-7](?:{following}){{3}}"
    return f"{two}|{three}|{four}|{sign}{HEX}{{2}}"


NUMBERED = "&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});"
# No name is longer.
NAMED = "&[a-zA-Z][a-zA-Z0-9]{1,30};"
BYTES = bytes_after(r"\\x")
SURROGATES = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"

# Those that may stand for any character, so that no list of forms holds all that is written with them: what hints at
# each kind, and each of it.
KINDS = (
    # Of programs and pages: JSON in HTML is read at once.
    (
        re.compile(rf"\\u{HEX}{{4}}|\\x{HEX}{{2}}|{NUMBERED}|{NAMED}"),
        re.compile(rf"{SURROGATES}|\\u{HEX}{{4}}|{BYTES}|\\[/\"'\\bfnrt]|{NUMBERED}|{NAMED}"),
    ),
    # Of addresses and forms.
    (re.compile(f"%{HEX}{{2}}"), re.compile(bytes_after("%"))),
    # Of mail: quoted-printable, its lines put together.
    (re.compile(r"=(?:[0-9A-F]{2}|\r?\n)"), re.compile(rf"=\r?\n|{bytes_after('=')}")),
)
# Of any of the kinds.
HINT = "|".join(hint.pattern for hint, _each in KINDS)
CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
BETWEEN_BYTES = re.compile(r"\\x|[%=\r\n]")


@dataclass(frozen=True)
class Unescaped:
    """As whoever reads its JSON, page, address or mail sees it. Each piece: where it begins here and there, and how
    long it is as it is written; none: as it is read."""

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


def unescaped(text: str) -> Iterator[Unescaped]:
    """One for each kind of escapes that stands in the text."""
    for hint, each in KINDS:
        if hint.search(text) is not None:
            yield read_each(text, each)


def read_each(text: str, each: re.Pattern[str]) -> Unescaped:
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

    for found in each.finditer(text):
        add(text[position : found.start()], position, None)
        add(character_of(found.group()), found.start(), found.end() - found.start())
        position = found.end()
    add(text[position:], position, None)
    return Unescaped("".join(read), result.here, result.there, result.written)


def character_of(written: str) -> str:
    if written.startswith("&#"):
        return numbered(written)
    if written.startswith("&"):
        return html5.get(written[1:], written)
    if written.startswith("\\u"):
        # A surrogate pair is one character.
        units = bytes.fromhex(written.replace("\\u", ""))
        return units.decode("utf-16-be", "surrogatepass")
    if written.startswith("\\") and written[1] != "x":
        return CONTROLS.get(written[1:], written[1:])
    return of_bytes(bytes.fromhex(BETWEEN_BYTES.sub("", written)))


def numbered(written: str) -> str:
    code = int(written[3:-1], 16) if written[2] in "xX" else int(written[2:-1])
    return chr(code) if code <= 0x10FFFF else written


def of_bytes(written: bytes) -> str:
    """A byte above ASCII that stands alone is read as Python and JavaScript mean it."""
    return written.decode("utf-8", "replace") if len(written) > 1 else written.decode("latin-1")
