"""What of a connector's secrets must not be written down.

The same as packages/vault/src/secret-texts.ts; packages/vault/vectors hold both to it.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

# Shorter parts are likely to stand in a text by chance.
SHORTEST_PART = 8
SCHEME = re.compile(r"(Bearer|Basic|Token|ApiKey|Key|SSWS|Splunk|GenieKey) +(\S.*)", re.IGNORECASE)
URL_SCHEME = re.compile(r"[a-z][a-z+]*://", re.IGNORECASE)


def secret_texts(secrets: Any) -> Iterator[str]:
    """Every text, and the parts of headers and URLs that are secret by themselves."""
    if isinstance(secrets, str):
        yield secrets
        yield from secret_parts(secrets)
    elif isinstance(secrets, dict):
        for item in secrets.values():  # pyright: ignore[reportUnknownVariableType]
            yield from secret_texts(item)
    elif isinstance(secrets, list):
        for item in secrets:  # pyright: ignore[reportUnknownVariableType]
            yield from secret_texts(item)
    elif isinstance(secrets, (int, float)) and not isinstance(secrets, bool):
        yield json.dumps(secrets)


def secret_parts(secret: str) -> list[str]:
    header = SCHEME.fullmatch(secret)
    if header is not None:
        scheme, token = header.groups()
        return [token, *pair_of(token)] if scheme.lower() == "basic" else [token]
    if URL_SCHEME.match(secret) is None:
        return []
    try:
        url = urlsplit(secret)
        password = unquote(url.password or "")
    except ValueError:
        return []
    search = f"?{url.query}" if url.query else ""
    parts = [url.path[1:] + search, url.path.rsplit("/", 1)[-1], password]
    return [part for part in parts if len(part) >= SHORTEST_PART]


def pair_of(token: str) -> list[str]:
    """`user:password`, and the password."""
    try:
        pair = base64.b64decode(token + "=" * (-len(token) % 4)).decode()
    except (binascii.Error, ValueError):
        return []
    user, colon, password = pair.partition(":")
    return [part for part in (f"{user}:{password}", password) if len(part) >= SHORTEST_PART] if colon else []
