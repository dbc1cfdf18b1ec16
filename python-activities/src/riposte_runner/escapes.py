"""The ways in which programs write a text inside another one; each gives the text in every usual variant."""

from __future__ import annotations

import json
from urllib.parse import quote, quote_plus


def json_forms(text: str) -> list[str]:
    """As JavaScript writes it, and as Python does (ASCII only); PHP escapes slashes too."""
    plain = json.dumps(text, ensure_ascii=False)[1:-1]
    ascii_only = json.dumps(text)[1:-1]
    return [plain, ascii_only, plain.replace("/", "\\/"), ascii_only.replace("/", "\\/")]


def repr_forms(text: str) -> list[str]:
    """As Python shows it in a list, a dictionary or an error."""
    return [repr(text)[1:-1], ascii(text)[1:-1], repr(text.encode("utf-8", "surrogatepass"))[2:-1]]


def url_forms(text: str) -> list[str]:
    """As a browser, a form, and Python's `quote` write it; with small hexadecimal digits too."""
    data = text.encode("utf-8", "surrogatepass")
    forms = [quote(data, safe=""), quote(data), quote_plus(data), quote(data, safe="!'()*")]
    return [*forms, *(lower_escapes(form) for form in forms)]


def lower_escapes(text: str) -> str:
    parts = text.split("%")
    return "%".join([parts[0], *(part[:2].lower() + part[2:] for part in parts[1:])])


def html_forms(secret: str) -> list[str]:
    """As a page that shows it writes it: quotes as they are, and in each of the usual ways."""
    text = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    quotes = (("&quot;", "&#x27;"), ("&quot;", "&#39;"), ("&quot;", "&apos;"), ("&#34;", "&#39;"), ("&quot;", "'"))
    return [text, *(text.replace('"', double).replace("'", single) for double, single in quotes)]


ESCAPES = (json_forms, repr_forms, url_forms, html_forms)
