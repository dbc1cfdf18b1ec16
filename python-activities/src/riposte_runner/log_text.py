"""The log of a step: what the script printed, without its result, short enough to keep."""

from __future__ import annotations

LONGEST_BYTES = 256 * 1024


def shorten(text: str) -> str:
    """Keeps the beginning and the end, and says what is missing between them."""
    data = text.encode("utf-8")
    if len(data) <= LONGEST_BYTES:
        return text
    # Room for the line between them.
    half = (LONGEST_BYTES - 100) // 2
    head = data[:half].decode("utf-8", "ignore")
    tail = data[-half:].decode("utf-8", "ignore")
    missing = len(data) - len(head.encode()) - len(tail.encode())
    return f"{head}\n… {missing} bytes of the log are left out here …\n{tail}"
