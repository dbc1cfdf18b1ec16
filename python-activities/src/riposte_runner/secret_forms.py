"""Every way in which a secret is likely to be written: those of packages/vault/src/secret-forms.ts, and repr."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

# Shorter ones would make ordinary text unreadable.
SHORTEST = 4
# Lines of a key or certificate, which logs show one by one.
SHORTEST_LINE = 16
# Characters of base64 that are worth recognising in the middle of something else.
SHORTEST_CORE = 8


def forms_of(secrets: Iterable[str]) -> list[str]:
    """Longest first, so that no part of one is left beside another."""
    forms: set[str] = set()
    for secret in secrets:
        if len(secret) < SHORTEST:
            continue
        lines = [line for line in secret.splitlines() if len(line) >= SHORTEST_LINE]
        for text in (secret, *lines):
            forms.update((text, repr(text)[1:-1], *json_forms(text), *url_forms(text)))
            forms.update((*base64_forms(text), *hex_forms(text), *html_forms(text)))
            forms.update((ascii(text)[1:-1], repr(text.encode("utf-8", "surrogatepass"))[2:-1]))
    return sorted((form for form in forms if len(form) >= SHORTEST), key=lambda form: (-len(form), form))


def json_forms(secret: str) -> list[str]:
    plain = json.dumps(secret, ensure_ascii=False)[1:-1]
    ascii_only = json.dumps(secret)[1:-1]
    twice = [json.dumps(form, ensure_ascii=False)[1:-1] for form in (plain, ascii_only)]
    return [plain, ascii_only, plain.replace("/", "\\/"), *twice]


def url_forms(secret: str) -> list[str]:
    text = secret.encode("utf-8", "surrogatepass")
    forms = [quote(text, safe=""), quote(text), quote_plus(text), quote(text, safe="!'()*")]
    return [*forms, *(lower_escapes(form) for form in forms)]


def lower_escapes(text: str) -> str:
    parts = text.split("%")
    return "%".join([parts[0], *(part[:2].lower() + part[2:] for part in parts[1:])])


def base64_forms(secret: str) -> list[str]:
    """Alone, and what can be seen of it in the base64 of something longer, such as `user:secret`."""
    data = secret.encode("utf-8", "surrogatepass")
    whole = base64.b64encode(data).decode().rstrip("=")
    cores: list[str] = []
    for skipped in range(3):
        length = (len(data) - skipped) // 3 * 3
        core = base64.b64encode(data[skipped : skipped + max(0, length)]).decode()
        if len(core) >= SHORTEST_CORE:
            cores.append(core)
    forms = [whole, *cores]
    return [*forms, *(form.replace("+", "-").replace("/", "_") for form in forms)]


def html_forms(secret: str) -> list[str]:
    """As a page that shows it writes it: quotes as they are, and in each of the usual ways."""
    text = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    quotes = (("&quot;", "&#x27;"), ("&quot;", "&#39;"), ("&quot;", "&apos;"), ("&#34;", "&#39;"), ("&quot;", "'"))
    return [text, *(text.replace('"', double).replace("'", single) for double, single in quotes)]


def hex_forms(secret: str) -> list[str]:
    """As a dump of its bytes shows it, with small or capital digits."""
    digits = secret.encode("utf-8", "surrogatepass").hex()
    return [digits, digits.upper()]
