"""Held to the same vectors as packages/vault."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from riposte_runner.redaction import Redactor
from riposte_runner.sealing import PurposeKeys, PurposeKeysFile, SealBroken, load_purpose_keys
from riposte_runner.secret_forms import forms_of
from riposte_runner.secret_texts import secret_texts

VECTORS = Path(__file__).parents[2] / "packages" / "vault" / "vectors"


def load(name: str) -> dict[str, Any]:
    return json.loads((VECTORS / name).read_text())


@pytest.fixture
def keys(tmp_path: Path) -> PurposeKeys:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps(load("seal.json")["purposeKeys"]))
    return load_purpose_keys(path)


@pytest.mark.parametrize("case", load("seal.json")["cases"], ids=lambda case: f"{case['purpose']}-{case['keyId']}")
def test_what_typescript_sealed_opens(keys: PurposeKeys, case: dict[str, Any]) -> None:
    sealed = base64.b64decode(case["sealed"])
    assert keys.unseal(case["purpose"], case["context"], sealed) == base64.b64decode(case["plaintext"])


def test_sealing_is_undone_by_unsealing_only_in_its_place(keys: PurposeKeys) -> None:
    sealed = keys.seal("connectors", "con_1", b"secret")
    assert keys.unseal("connectors", "con_1", sealed) == b"secret"
    for purpose, context, data in (
        ("connectors", "con_2", sealed),
        ("payloads", "con_1", sealed),
        ("connectors", "con_1", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        ("connectors", "con_1", sealed[:20]),
        ("connectors", "con_1", b""),
        ("connectors", "con_1", b"\x01"),
        ("connectors", "con_1", b"\x02" + sealed[1:]),
        ("connectors", "con_1", b"\x01\x02k9" + sealed[4:]),
    ):
        with pytest.raises(SealBroken):
            keys.unseal(purpose, context, data)  # pyright: ignore[reportArgumentType]


def test_keys_are_in_no_message(tmp_path: Path, keys: PurposeKeys) -> None:
    assert "vzZfKAwobHdCQfahHuhEQaPHLpWu" not in repr(keys) and "\\x" not in repr(keys)
    path = tmp_path / "broken.json"
    path.write_text('{"current":"k1","purposes":{"payloads":{"k1":"c2VjcmV0"}}}')
    with pytest.raises(ValueError, match="32 bytes") as raised:
        load_purpose_keys(path)
    assert "c2VjcmV0" not in str(raised.value)


@pytest.mark.parametrize("case", load("redaction.json")["cases"], ids=lambda case: case["about"])
def test_redaction_is_the_same_as_in_typescript(case: dict[str, Any]) -> None:
    assert Redactor(case["secrets"]).text(case["text"]) == case["redacted"]


def test_secrets_are_looked_for_in_the_same_forms_as_in_typescript() -> None:
    expected = load("secret-forms.json")
    forms = sorted({form for group in forms_of(expected["secrets"]).values() for form in group})
    assert len(forms) == expected["count"]
    assert hashlib.sha256("\n".join(forms).encode()).hexdigest() == expected["sha256"]


def test_keys_follow_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riposte_runner.sealing.LOOK_EVERY_SECONDS", 0)
    both: dict[str, Any] = load("seal.json")["purposeKeys"]
    newer = str(both["current"])
    payloads: dict[str, str] = both["purposes"]["payloads"]
    older = next(key for key in payloads if key != newer)
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"current": older, "purposes": {"payloads": {older: payloads[older]}}}))
    keys = PurposeKeysFile(path)

    path.write_text(json.dumps(both))
    fresh = load_purpose_keys(path).seal("payloads", "temporal", b"fresh")
    assert keys.unseal("payloads", "temporal", fresh) == b"fresh"
    assert keys.seal("payloads", "temporal", b"x")[2:].startswith(newer.encode())
    path.write_text("{")
    assert keys.unseal("payloads", "temporal", keys.seal("payloads", "temporal", b"y")) == b"y"


@pytest.mark.parametrize("case", load("secret-texts.json")["cases"], ids=lambda case: case["about"])
def test_texts_of_secrets(case: dict[str, Any]) -> None:
    assert list(secret_texts(case["secrets"])) == case["texts"]
