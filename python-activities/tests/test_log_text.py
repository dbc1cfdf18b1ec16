from __future__ import annotations

import base64

import pytest

from riposte_runner.log_text import LONGEST_BYTES, LONGEST_READ, end_without_secrets, log_without_secrets, shorten
from riposte_runner.redaction import Redactor


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


class Counting(Redactor):
    read = 0

    def text(self, text: str) -> str:
        self.read += len(text)
        return super().text(text)


@pytest.mark.parametrize("line", ["z" * 1000, "a\n", "\\n\\n"])
def test_of_an_endless_log_no_more_is_read_than_may_be_kept(line: str) -> None:
    redactor = Counting(["correct horse battery"])
    text = line * (30_000_000 // len(line))
    assert len(log_without_secrets(text, redactor, is_whole=False).encode()) <= LONGEST_BYTES
    assert end_without_secrets(text, redactor)
    assert redactor.read <= 2 * LONGEST_READ


def test_where_a_long_log_is_cut_no_piece_of_a_secret_is_left() -> None:
    secret = "correct horse battery staple, and what it opens"
    wrapped = base64.encodebytes((secret * 3).encode()).decode()
    redactor = Redactor([secret, secret * 3])
    for whole in (secret, wrapped):
        for before in range(0, len(whole), 11):
            log = log_without_secrets("." * before + whole * (1_200_000 // len(whole)), redactor, is_whole=False)
            for at in range(0, len(whole) - 8):
                piece = whole[at : at + 8]
                assert "\n" in piece or piece not in log
