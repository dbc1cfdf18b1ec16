"""Every way in which a secret is likely to be written.

The same as packages/vault/src/secret-forms.ts; packages/vault/vectors hold both to it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable

from riposte_runner.escapes import ESCAPES, json_forms

# Shorter ones would make ordinary text unreadable.
SHORTEST = 4
# Lines of a key or certificate, which logs show one by one.
SHORTEST_LINE = 16
# Characters of base64 that are worth recognising in the middle of something else: what six bytes leave for certain.
SHORTEST_CORE = 7
# What stands for its two signs: as they are, safe in a URL, escaped in one, escaped in JSON.
ALPHABETS = (("+", "/"), ("-", "_"), ("%2B", "%2F"), ("%2b", "%2f"), ("+", "\\/"))
# Of longer secrets, escapes over escapes would take too much time and memory.
LONGEST_LAYERED = 8_192
# Shorter ones stand everywhere.
SHORTEST_NEEDLE = 3

# Forms that all hold the needle: where it is not, none of them is. An empty needle is everywhere.
SecretForms = dict[str, set[str]]


def forms_of(secrets: Iterable[str]) -> SecretForms:
    groups: SecretForms = {}
    for text in {text for secret in secrets for text in (secret, *lines_of(secret))}:
        if len(text) < SHORTEST:
            continue
        needle = needle_of(text)
        in_base64 = (form for inner in within_base64(text) for form in base64_forms(inner))
        for form in (*layers_of(text), *in_base64, *base32_forms(text), *hex_forms(text)):
            if len(form) >= SHORTEST:
                groups.setdefault(needle if needle in form else "", set()).add(form)
    return groups


def lines_of(secret: str) -> list[str]:
    return [line for line in secret.splitlines() if len(line) >= SHORTEST_LINE]


def needle_of(text: str) -> str:
    """What no escape changes."""
    longest = max(re.findall(r"[a-zA-Z0-9]+", text), key=len, default="")
    return longest if len(longest) >= SHORTEST_NEEDLE else ""


def layers_of(text: str) -> set[str]:
    """As it is, escaped, every escape over every other, and JSON three times: a log about an answer that holds one."""
    once = {form for escape in ESCAPES for form in escape(text)}
    if len(text) > LONGEST_LAYERED:
        return {text, *once}
    twice = {form for inner in once for escape in ESCAPES for form in escape(inner)}
    json_twice = {form for inner in json_forms(text) for form in json_forms(inner)}
    return {text, *once, *twice, *(form for inner in json_twice for form in json_forms(inner))}


def within_base64(text: str) -> set[str]:
    """What is put into base64: the text, JSON that holds it, and what is in base64 already."""
    if len(text) > LONGEST_LAYERED:
        return {text}
    return {text, *json_forms(text), unpadded(text.encode("utf-8", "surrogatepass"))}


def unpadded(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def base64_forms(secret: str) -> list[str]:
    """Alone, and what can be seen of it in the base64 of something longer, such as `user:secret`."""
    data = secret.encode("utf-8", "surrogatepass")
    whole = unpadded(data)
    cores = [certain_characters(data, before) for before in range(3)]
    forms = [whole, *(core for core in cores if len(core) >= SHORTEST_CORE)]
    return [form.replace("+", plus).replace("/", slash) for plus, slash in ALPHABETS for form in forms]


def certain_characters(data: bytes, before: int) -> str:
    """Of six bits each: those that hold nothing of the bytes before it, and nothing of those after it."""
    written = base64.b64encode(bytes(before) + data).decode()
    return written[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]


def base32_forms(secret: str) -> list[str]:
    """What pads it to eight letters tells nothing."""
    written = base64.b32encode(secret.encode("utf-8", "surrogatepass")).decode().rstrip("=")
    return [written, written.lower()]


def hex_forms(secret: str) -> list[str]:
    """As a dump of its bytes shows it, with small or capital digits."""
    digits = secret.encode("utf-8", "surrogatepass").hex()
    return [digits, digits.upper()]
