"""Judges JSON text without changing a character of it."""

from __future__ import annotations

import json
import math
import re
from typing import Any

# What packages/template reads (decode-data.ts); more would fail where the value is used.
DEEPEST = 200
MOST_DIGITS = 4300

STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


class NotJson(Exception):
    """The message says what is wrong, to follow the words “it is not JSON:”."""


def check_json(text: str) -> None:
    """Numbers are looked at as text: neither precision nor length is lost. Raises NotJson."""
    if depth(text) > DEEPEST:
        raise NotJson(f"it is nested more than {DEEPEST} levels deep")
    try:
        json.loads(text, parse_int=check_integer, parse_float=check_float, parse_constant=refuse_constant)
    except NotJson:
        raise
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from None


def check_integer(text: str) -> str:
    if len(text) > MOST_DIGITS:
        raise NotJson(f"an integer in it has more than {MOST_DIGITS} digits")
    return text


def check_float(text: str) -> str:
    if math.isinf(float(text)):
        raise NotJson(f"the number {text[:40]} is too large")
    return text


def refuse_constant(name: str) -> Any:
    raise NotJson(f"it holds {name}, which JSON does not have")


def depth(text: str) -> int:
    """How deep the brackets go; those in strings do not count."""
    level = deepest = 0
    for found in STRING_OR_BRACKET.finditer(text):
        part = found.group()
        if part in "[{":
            level += 1
            deepest = max(deepest, level)
        elif part in "]}":
            level -= 1
    return deepest
