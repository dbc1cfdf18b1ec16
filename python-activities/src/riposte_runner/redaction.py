"""Takes secrets out of everything that is written: by value, in every form.

The same as packages/vault/src/redactor.ts; packages/vault/vectors hold both to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from riposte_runner.secret_forms import SHORTEST, forms_of

REDACTED = "[redacted]"

# Strings and numbers of JSON text; what lies between them is structure.
JSON_VALUE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*')

Span = tuple[int, int]


class Redactor:
    def __init__(self, secrets: Iterable[str]) -> None:
        self._forms = forms_of(secrets)

    def text(self, text: str) -> str:
        spans = merged(sorted(span for form in self._forms for span in occurrences(text, form)))
        kept: list[str] = []
        position = 0
        for start, end in spans:
            kept.append(text[position:start])
            position = end
        return REDACTED.join([*kept, text[position:]])

    def cut_text(self, text: str) -> str:
        """For output that was cut off: its end may be the beginning of a secret."""
        text = self.text(text)
        for form in self._forms:
            for length in range(min(len(form) - 1, len(text)), SHORTEST - 1, -1):
                if text.endswith(form[:length]):
                    return text[:-length] + REDACTED
        return text

    def json(self, text: str) -> str:
        """Stays JSON: only what stands in strings is replaced, and a number that is a secret as a whole."""
        # Where nothing is escaped, what is not in the text is in none of its values.
        if not self._forms or ("\\" not in text and not any(form in text for form in self._forms)):
            return text
        return JSON_VALUE.sub(self._json_value, text)

    def _json_value(self, found: re.Match[str]) -> str:
        part = found.group()
        if not part.startswith('"'):
            return json.dumps(REDACTED) if part in self._forms else part
        value: str = json.loads(part)
        safe = self.text(value)
        return part if safe == value else json.dumps(safe, ensure_ascii=False)


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
