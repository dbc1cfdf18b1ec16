"""What a value above the ceiling is told, as packages/blobs/src/size-words.ts says it."""

from __future__ import annotations

MEGABYTE = 1024 * 1024


def too_large(what: str, size: int, limit: int) -> str:
    return f"{what} has {in_words(size)}; at most {in_words(limit)} are taken."


def in_words(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB ({size} bytes)"
