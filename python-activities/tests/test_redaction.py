from __future__ import annotations

import base64
import html
import json
import random
from urllib.parse import quote

from riposte_runner.redaction import REDACTED, Redactor


def test_json_stays_json_and_keeps_what_is_no_secret() -> None:
    redactor = Redactor(["true", "12345", 'a"b\\c'])
    text = '{"k12345": true, "n": 12345, "m": 123456, "s": "a\\"b\\\\c", "u": "\\u0061\\u0022b\\\\c", "f":1.0}'
    assert redactor.json(text) == ('{"k•••": true, "n": "•••", "m": 123456, "s": "•••", "u": "•••", "f":1.0}')


def test_a_number_is_gone_as_a_float_of_the_same_value_too() -> None:
    redactor = Redactor(["98765432109876", "0042", "12345678901234567890"])
    text = (
        '{"i": 98765432109876, "f": 98765432109876.0, "e": 9.8765432109876e+13, "n": 42.0, "l": 1.2345678901234567e+19}'
    )
    assert json.loads(redactor.json(text)) == {"i": REDACTED, "f": REDACTED, "e": REDACTED, "n": 42.0, "l": REDACTED}
    assert redactor.json("[9.8765432109876E13]") == f'["{REDACTED}"]'


def test_escapes_over_each_other_hide_nothing() -> None:
    secret = 'Zq9/+s3cr&t"Val<ue>\\x-0123456789abcdef'
    printed = [
        json.dumps({"html": html.escape(secret)}),
        json.dumps({"r": repr(secret)}),
        json.dumps(json.dumps(json.dumps(secret))),
        quote(quote(secret)),
        repr({"url": quote(secret, safe="")}),
    ]
    for text in printed:
        shown = Redactor([secret]).text(f"a {text} b")
        assert REDACTED in shown and "0123456789abcdef" not in shown


def test_a_log_of_megabytes_full_of_secrets_is_searched_as_a_whole() -> None:
    secret = 'Zq9/+s3cr&t"Val<ue>\\x-0123456789abcdef'
    shown = Redactor([secret]).text(f"{'x' * 1000} {json.dumps(json.dumps(secret))}\n" * 500)
    assert shown.count(REDACTED) == 500 and "0123456789abcdef" not in shown


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


def test_what_is_split_over_the_texts_of_a_list_is_gone_from_each() -> None:
    secret = "tok_" + "".join(chr(65 + at * 7 % 26) for at in range(200))
    lines = base64.encodebytes(secret.encode()).split()
    text = json.dumps({"a": ["before", *(line.decode() for line in lines), "after"], "b": f"{secret} stays said"})
    shown = json.loads(Redactor([secret]).json(text))
    assert shown == {"a": ["before", *(REDACTED for _line in lines), "after"], "b": f"{REDACTED} stays said"}


def test_the_end_of_what_was_cut_may_begin_a_secret_lines_before() -> None:
    secret = "tok_" + "".join(chr(65 + at * 7 % 26) for at in range(200))
    written = base64.encodebytes(secret.encode()).decode()
    redactor = Redactor([secret, "a key of\nthree lines\nwhich end"])
    assert redactor.cut_text(f"said: {written[:150]}\n") == f"said: {REDACTED}"
    assert redactor.cut_text("said: a key of\nthree li") == f"said: {REDACTED}"
    assert redactor.cut_text('{"k": "a key of\\nthree li') == f'{{"k": "{REDACTED}'
    assert redactor.cut_text("said: so\n") == "said: so\n"


def test_backslashes_and_breaks_without_end_are_searched_in_linear_time() -> None:
    redactor = Redactor(["hunter2x"])
    for text in ("\\" * 300_000, "\\n" * 150_000, "\r" * 300_000, '",' + " " * 300_000, '", "' * 75_000):
        assert redactor.text(text) is text
