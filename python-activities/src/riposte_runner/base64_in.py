"""Texts in base64, as packages/vault/src/base64-in.ts finds them; packages/vault/vectors hold both to it."""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Iterator

from riposte_runner.unescaped import HINT

# Shorter, nothing is escaped in it.
RUN = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
# A word, or a part of a path, may stand right in front.
ALIGNMENTS = range(4)
STANDARD = str.maketrans("-_", "+/", "=")
WORTH_READING = re.compile(f"{HINT}|{RUN.pattern}".encode())


def base64_in(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """What may be base64, in either alphabet, of something escaped or of base64: of all else the forms are known. Where
    it stands, and what it says from each of the places where it may begin; what is no text in it is replaced."""
    for found in RUN.finditer(text):
        run = found.group().translate(STANDARD)
        contents = [content for content in (decoded(run[at:]) for at in ALIGNMENTS) if WORTH_READING.search(content)]
        if contents:
            yield found.start(), found.end(), [content.decode("utf-8", "replace") for content in contents]


def decoded(run: str) -> bytes:
    over = len(run) % 4
    return a2b_base64(run[:-1] if over == 1 else run + "=" * (-over % 4))
