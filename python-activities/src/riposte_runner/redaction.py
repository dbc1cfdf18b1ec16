"""Takes secrets out of everything that is written: by value, in every form.

The same as packages/vault/src/redactor.ts; packages/vault/vectors hold both to it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from riposte_runner.base64_in import base64_in
from riposte_runner.secret_forms import SHORTEST, forms_of
from riposte_runner.unescaped import unescaped
from riposte_runner.unwrapped import LINES, PARTS, unwrapped

REDACTED = "•••"

# Strings and numbers of JSON text; what lies between them is structure.
JSON_VALUE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*')
# As JSON writes one, long enough to be told from any other.
NUMBER = re.compile(r"(?=.{4})-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")

# Beyond so many places, one search of the whole text takes less time.
MOST_PLACES = 64
# Shorter ones are found by chance where one line ends and the next begins.
SHORTEST_WRAPPED = 8
# The lines of longer texts are not put together: that would take too much memory.
LONGEST_UNWRAPPED = 16_000_000
# In the lines of longer texts, put together, nothing is undone besides: that would take too long.
LONGEST_LAYERED = 1_000_000

# JSON in JSON in JSON: a log line about an answer that holds one.
MOST_LAYERS = 3

Span = tuple[int, int]


class Redactor:
    def __init__(self, secrets: Iterable[str]) -> None:
        secrets = list(secrets)
        self._groups = forms_of(secrets)
        self._numbers = {text for text in secrets if NUMBER.fullmatch(text)}
        # A space is what most texts are broken at.
        has_spaces = any(" " in form for forms in self._groups.values() for form in forms)
        self._wraps = [(wrap, instead) for instead in ("", " ")[: 1 + has_spaces] for wrap in (PARTS, LINES)]
        self._reach = {needle: max(map(len, forms)) for needle, forms in self._groups.items()}
        self._longest = max(self._reach.values(), default=0)

    def text(self, text: str) -> str:
        if not self._groups:
            return text
        spans = merged(sorted([*self._layered_spans(text), *self._wrapped_spans(text)]))
        if not spans:
            return text
        kept: list[str] = []
        position = 0
        for start, end in spans:
            kept.append(text[position:start])
            position = end
        return REDACTED.join([*kept, text[position:]])

    def cut_text(self, text: str) -> str:
        """For output that was cut off: its end may be the beginning of a secret."""
        if not self._groups:
            return text
        text = self.text(text)
        start = self._beginning_at_end(text)
        whole = unwrapped(text)
        if whole is not None:
            wrapped = self._beginning_at_end(whole.text)
            if len(whole.text) - wrapped >= SHORTEST_WRAPPED:
                start = min(start, whole.place(wrapped))
        return text[:start] + REDACTED if start < len(text) else text

    def rest_text(self, text: str) -> str:
        """For what is left of output whose beginning was cut off: it may begin with the end of a secret."""
        if not self._groups:
            return text
        start = self._end_at_beginning(text)
        whole = unwrapped(text[: 2 * self._longest])
        if whole is not None:
            wrapped = self._end_at_beginning(whole.text)
            if wrapped >= SHORTEST_WRAPPED:
                start = max(start, whole.place(wrapped - 1) + 1)
        return REDACTED + text[start:] if start > 0 else text

    def _end_at_beginning(self, text: str) -> int:
        """How long the beginning is that may be a secret's end."""
        backwards = text[: self._longest][::-1]
        forms = (form for forms in self._groups.values() for form in forms)
        return max((beginning_at_end(backwards, form[::-1]) for form in forms), default=0)

    def _beginning_at_end(self, text: str) -> int:
        """Where the end begins that may be a secret's beginning; the length of the text where there is none."""
        lengths = (beginning_at_end(text, form) for forms in self._groups.values() for form in forms)
        return len(text) - max(lengths, default=0)

    def _spans(self, text: str) -> Iterator[Span]:
        for needle, forms in self._groups.items():
            for start, end in places_of(text, needle, self._reach[needle]):
                around = text[start:end]
                for form in forms:
                    yield from ((start + first, start + last) for first, last in occurrences(around, form))

    def _layered_spans(self, text: str, layers: int = MOST_LAYERS) -> Iterator[Span]:
        """In the text as it stands, and as it reads with its escapes, or the base64 in it, undone."""
        yield from self._read_spans(text, layers, self._layered_spans)
        if layers > 0 and len(text) <= LONGEST_UNWRAPPED:
            yield from self._carried_spans(text, layers - 1)

    def _read_spans(
        self, text: str, layers: int, inside: Callable[[str, int], Iterator[Span]] | None = None
    ) -> Iterator[Span]:
        """In the text as it stands, and as it reads with its escapes undone: exactly what is a secret, and nothing
        beside it."""
        yield from self._spans(text)
        if layers == 0 or len(text) > LONGEST_UNWRAPPED:
            return
        for read in unescaped(text):
            for start, end in (inside or self._read_spans)(read.text, layers - 1):
                yield read.start(start), read.end(end - 1)

    def _carried_spans(self, text: str, layers: int) -> Iterator[Span]:
        """Base64 in which nothing is found as it stands is hidden as a whole."""
        found = merged(sorted(self._spans(text)))
        ends = [end for _start, end in found]
        for start, end, contents in base64_in(text):
            following = bisect_right(ends, start)
            if following < len(found) and found[following][0] < end:
                continue
            if any(True for content in contents for _span in self._layered_spans(content, layers)):
                yield start, end

    def _wrapped_spans(self, text: str) -> Iterator[Span]:
        """What is only found where the text's lines are put together."""
        if len(text) > LONGEST_UNWRAPPED:
            return
        for wrap, instead in self._wraps:
            whole = unwrapped(text, wrap, instead)
            if whole is None:
                continue
            layers = 0 if len(text) > LONGEST_LAYERED else MOST_LAYERS
            for start, end in self._read_spans(whole.text, layers):
                if end - start >= SHORTEST_WRAPPED:
                    yield whole.place(start), whole.place(end - 1) + 1

    def json(self, text: str) -> str:
        """Stays JSON: only what stands in strings is replaced, and a number that is a secret as a whole."""
        # Where nothing is escaped, what is not in the text is in none of its values.
        if not self._groups or ("\\" not in text and not self._numbers and self.text(text) is text):
            return text
        split = merged(sorted(self._wrapped_spans(text)))
        ends = [end for _start, end in split]

        def is_part(found: re.Match[str]) -> bool:
            """Of a secret that is split over several texts."""
            first = bisect_right(ends, found.start())
            if first == len(split) or split[first][0] >= found.end():
                return False
            return split[first][0] < found.start() or found.end() < ends[first]

        return JSON_VALUE.sub(lambda found: self._json_value(found, is_part(found)), text)

    def _is_secret(self, number: str) -> bool:
        """As JSON writes it, or as a float of the same value: 12345, 12345.0, 1.2345e4."""
        return number in self._numbers or (
            any(sign in number for sign in ".eE") and any(float(number) == float(text) for text in self._numbers)
        )

    def _json_value(self, found: re.Match[str], is_part: bool) -> str:
        part = found.group()
        if is_part and part.startswith('"'):
            return json.dumps(REDACTED, ensure_ascii=False)
        if not part.startswith('"'):
            return json.dumps(REDACTED, ensure_ascii=False) if self._is_secret(part) else part
        value: str = json.loads(part)
        safe = self.text(value)
        return part if safe == value else json.dumps(safe, ensure_ascii=False)


def places_of(text: str, needle: str, reach: int) -> list[Span]:
    """Where forms may stand: around their needle, so that many forms take hardly more time than one."""
    whole = [(0, len(text))]
    if needle == "":
        return whole
    places: list[Span] = []
    at = text.find(needle)
    while at != -1:
        if places and at - reach <= places[-1][1]:
            places[-1] = (places[-1][0], at + reach)
        elif len(places) == MOST_PLACES:
            return whole
        else:
            places.append((max(0, at - reach), at + reach))
        at = text.find(needle, at + 1)
    return places


def beginning_at_end(text: str, form: str) -> int:
    """With how many characters of the form the text ends."""
    for length in range(min(len(form) - 1, len(text)), SHORTEST - 1, -1):
        if form[length - 1] == text[-1] and text.endswith(form[:length]):
            return length
    return 0


def occurrences(text: str, form: str) -> list[Span]:
    """In order; those that overlap are one."""
    found: list[Span] = []
    start = text.find(form)
    while start != -1:
        found.append((start, start + len(form)))
        start = text.find(form, start + 1)
        while start != -1 and start < found[-1][1]:
            found[-1] = (found[-1][0], start + len(form))
            start = text.find(form, start + 1)
    return found


def merged(spans: list[Span]) -> list[Span]:
    """Spans that overlap become one, so that no end of a secret is left beside another."""
    result: list[Span] = []
    for start, end in spans:
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
