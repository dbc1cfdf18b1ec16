from __future__ import annotations

from riposte_runner.log_text import LONGEST_BYTES, shorten


def test_a_short_log_is_kept_as_it_is() -> None:
    assert shorten("é" * (LONGEST_BYTES // 2)) == "é" * (LONGEST_BYTES // 2)


def test_a_long_log_keeps_both_ends_and_says_what_is_missing() -> None:
    text = "first\n" + "é" * LONGEST_BYTES + "\nlast"
    short = shorten(text)
    assert len(short.encode()) <= LONGEST_BYTES
    assert short.startswith("first\n") and short.endswith("\nlast")
    head, line, tail = short.rsplit("\n", 3)[0], short.splitlines()[2], short
    assert "left out" in line and head and tail
    missing = int(line.split()[1])
    assert missing == len(text.encode()) - (len(short.encode()) - len(line.encode()) - 2)
