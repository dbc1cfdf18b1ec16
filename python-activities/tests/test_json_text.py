from __future__ import annotations

import pytest

from riposte_runner.json_text import DEEPEST, NotJson, check_json

DEEP = "[" * DEEPEST + "]" * DEEPEST


@pytest.mark.parametrize("text", ["null", "1.0", '"x"', "-0", "1" * 4300, '{"a":[1,"]]]]{{{{"]}', DEEP])
def test_json_is_json(text: str) -> None:
    check_json(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("NaN", "NaN"),
        ('{"a": -Infinity}', "-Infinity"),
        ("1e999", "too large"),
        ("1" * 4301, "4300 digits"),
        ("{'a': 1}", "property name"),
        ("", "Expecting value"),
        ("1 2", "Extra data"),
        (f"[{DEEP}]", "nested"),
        ('"\n"', "control character"),
    ],
)
def test_what_is_not_is_explained(text: str, said: str) -> None:
    with pytest.raises(NotJson, match=said):
        check_json(text)
