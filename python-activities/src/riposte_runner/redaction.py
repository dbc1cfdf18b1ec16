"""Takes secrets out of everything that is written: by value, in every form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from riposte_runner.secret_forms import SHORTEST, forms_of

REDACTED = "[redacted]"

# Strings and numbers of JSON text; what lies between them is structure.
JSON_VALUE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*')


class Redactor:
    def __init__(self, secrets: Iterable[str]) -> None:
        self._forms = forms_of(secrets)

    def text(self, text: str) -> str:
        for form in self._forms:
            text = text.replace(form, REDACTED)
        return text

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
        if not self._forms:
            return text
        return JSON_VALUE.sub(self._json_value, text)

    def _json_value(self, found: re.Match[str]) -> str:
        token = found.group()
        if not token.startswith('"'):
            return json.dumps(REDACTED) if token in self._forms else token
        value: str = json.loads(token)
        safe = self.text(value)
        return token if safe == value else json.dumps(safe, ensure_ascii=False)
