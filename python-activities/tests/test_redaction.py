from __future__ import annotations

import json
import random

from riposte_runner.redaction import REDACTED, Redactor


def test_json_stays_json_and_keeps_what_is_no_secret() -> None:
    redactor = Redactor(["true", "12345", 'a"b\\c'])
    text = '{"k12345": true, "n": 12345, "m": 123456, "s": "a\\"b\\\\c", "u": "\\u0061\\u0022b\\\\c", "f":1.0}'
    assert redactor.json(text) == (
        '{"k[redacted]": true, "n": "[redacted]", "m": 123456, "s": "[redacted]", "u": "[redacted]", "f":1.0}'
    )


def test_without_secrets_nothing_changes() -> None:
    text = '{"a" :\t"\\u0061", "b": 1.0}'
    assert Redactor([]).json(text) is text


def test_the_beginning_of_a_secret_at_a_cut_is_taken_out() -> None:
    redactor = Redactor(["correct horse battery"])
    assert redactor.cut_text("log: correct horse batt") == f"log: {REDACTED}"
    assert redactor.cut_text("log: cor") == "log: cor"


def test_lines_of_a_key_are_secrets_of_their_own() -> None:
    key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0\nAQEFAASCBKcwggSjAgEAAoI\n"
    assert "MIIEvQIBADANBgkqhkiG9w0" not in Redactor([key]).text("  2 | MIIEvQIBADANBgkqhkiG9w0")


def test_a_secret_is_gone_however_json_writes_it() -> None:
    chance = random.Random(7)
    alphabet = 'abc"\\/\n\té✓💡 \x7f\0'
    for _ in range(300):
        secret = "".join(chance.choices(alphabet, k=chance.randint(4, 12)))
        value = {"a": [f"x{secret}y", {secret: secret}], "n": chance.random()}
        for ensure_ascii in (True, False):
            redacted = Redactor([secret]).json(json.dumps(value, ensure_ascii=ensure_ascii))
            assert secret not in json.dumps(json.loads(redacted), ensure_ascii=False)
            found = json.loads(redacted)
            assert found["n"] == value["n"]
            assert found["a"] == [f"x{REDACTED}y", {REDACTED: REDACTED}]
