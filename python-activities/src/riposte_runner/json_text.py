"""Judges JSON text without changing a character of it."""

from __future__ import annotations

import json
import math
import re
from typing import Any

# What packages/template reads (decode-data.ts); more would fail where the value is used.
DEEPEST = 200
MOST_DIGITS = 4300

STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
NO_BRACKET = re.compile(r"[^\[\]{}]+")
ALL_SQUARE = str.maketrans("{}", "[]")


class NotJson(Exception):
    """The message says what is wrong, to follow the words “it is not JSON:”."""


def check_json(text: str) -> None:
    """Numbers are looked at as text: neither precision nor length is lost. Raises NotJson."""
    if depth(text) > DEEPEST:
        raise NotJson(f"it is nested more than {DEEPEST} levels deep")
    try:
        json.loads(
            text,
            object_pairs_hook=forget,
            parse_int=check_integer,
            parse_float=check_float,
            parse_constant=refuse_constant,
        )
    except NotJson:
        raise
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from None


def forget(_pairs: Any) -> None:
    """What was read is not looked at again: it would take ten times the room of its text."""


def check_integer(text: str) -> None:
    if len(text) > MOST_DIGITS:
        raise NotJson(f"an integer in it has more than {MOST_DIGITS} digits")


def check_float(text: str) -> None:
    if math.isinf(float(text)):
        raise NotJson(f"the number {text[:40]} is too large")


def refuse_constant(name: str) -> Any:
    raise NotJson(f"it holds {name}, which JSON does not have")


def depth(text: str) -> int:
    """How deep the brackets go, as far as it matters; those in strings do not count."""
    left = NO_BRACKET.sub("", STRING.sub("", text)).translate(ALL_SQUARE)
    levels = 0
    while left and levels <= DEEPEST:
        # The innermost ones go, all at once.
        shorter = left.replace("[]", "")
        if len(shorter) == len(left):
            # They do not match: whoever reads it says so, and how deep it would get is counted by what is open.
            return levels + longest_run(left)
        left = shorter
        levels += 1
    return levels


def longest_run(brackets: str) -> int:
    return max(len(run) for run in (*brackets.split("]"), ""))
