"""The log of a step: what the script printed, without its result and its secrets, short enough to keep."""

from __future__ import annotations

from riposte_runner.redaction import Redactor

LONGEST_BYTES = 256 * 1024
# Of more than this only the beginning and the end are read for secrets: a script may print as much as it likes, and
# nobody waits for what nobody keeps.
LONGEST_READ = 4 * LONGEST_BYTES


# Room for the line between them.
HALF_BYTES = (LONGEST_BYTES - 100) // 2


def shorten(text: str) -> str:
    """Keeps the beginning and the end, and says what is missing between them."""
    size = len(text.encode("utf-8"))
    return text if size <= LONGEST_BYTES else both_ends(text, text, size)


def log_without_secrets(text: str, redactor: Redactor, *, is_whole: bool) -> str:
    """Short enough to keep. The end of what is not whole may be the beginning of a secret."""
    redact = redactor.text if is_whole else redactor.cut_text
    if len(text) <= LONGEST_READ:
        return shorten(redact(text))
    head = redactor.cut_text(text[: LONGEST_READ // 2])
    tail = redactor.rest_text(redact(text[-LONGEST_READ // 2 :]))
    return both_ends(head, tail, len(text.encode("utf-8")))


def end_without_secrets(text: str, redactor: Redactor) -> str:
    """What was printed last before a script was ended."""
    if len(text) <= LONGEST_READ:
        return redactor.cut_text(text)
    return redactor.rest_text(redactor.cut_text(text[-LONGEST_READ // 2 :]))


def both_ends(head: str, tail: str, size: int) -> str:
    """size: bytes of all of it."""
    first = head.encode("utf-8")[:HALF_BYTES].decode("utf-8", "ignore")
    last = tail.encode("utf-8")[-HALF_BYTES:].decode("utf-8", "ignore")
    missing = size - len(first.encode("utf-8")) - len(last.encode("utf-8"))
    return f"{first}\n… {missing} bytes of the log are left out here …\n{last}"
