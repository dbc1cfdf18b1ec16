"""Sealed bytes as packages/vault writes them: 0x01, key id, nonce, AES-256-GCM. Vectors there hold both."""

from __future__ import annotations

import base64
import binascii
import json
import logging
import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Purpose = Literal["payloads", "connectors"]

FORMAT = 1
NONCE_BYTES = 12
TAG_BYTES = 16
KEY_BYTES = 32


LOOK_EVERY_SECONDS = 1.0

log = logging.getLogger(__name__)


class SealBroken(Exception):
    """It was changed, was sealed for another place, or its key is not at hand."""


class KeyMissing(SealBroken):
    """It may have come to the file since that was read."""


class Keys(Protocol):
    def seal(self, purpose: Purpose, context: str, data: bytes) -> bytes: ...

    def unseal(self, purpose: Purpose, context: str, sealed: bytes) -> bytes:
        """Raises SealBroken."""
        ...


@dataclass(frozen=True)
class PurposeKeys:
    """Keys by purpose and id; this process never sees the key they come from."""

    current: str
    purposes: dict[str, dict[str, bytes]] = field(repr=False)

    def seal(self, purpose: Purpose, context: str, data: bytes) -> bytes:
        key_id = self.current.encode("ascii")
        nonce = os.urandom(NONCE_BYTES)
        cipher = AESGCM(self._key(purpose, self.current))
        return bytes([FORMAT, len(key_id)]) + key_id + nonce + cipher.encrypt(nonce, data, aad(purpose, context))

    def unseal(self, purpose: Purpose, context: str, sealed: bytes) -> bytes:
        """Raises SealBroken."""
        start = 2 + sealed[1] if len(sealed) > 1 else 2
        if sealed[:1] != bytes([FORMAT]) or len(sealed) < start + NONCE_BYTES + TAG_BYTES:
            raise SealBroken("This is not something that Riposte sealed.")
        key_id = sealed[2:start].decode("latin-1")
        nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
        try:
            return AESGCM(self._key(purpose, key_id)).decrypt(nonce, body, aad(purpose, context))
        except InvalidTag:
            raise SealBroken("It was changed, or sealed for another place.") from None

    def _key(self, purpose: Purpose, key_id: str) -> bytes:
        try:
            return self.purposes[purpose][key_id]
        except KeyError:
            raise KeyMissing(f"There is no key {key_id} for {purpose}.") from None


class PurposeKeysFile:
    """Keys of a file that may change meanwhile: what seals is known a second later, what opens when it is met."""

    def __init__(self, path: Path) -> None:
        """Raises what load_purpose_keys raises."""
        self._path = path
        self._mark = mark_of(path)
        self._keys = load_purpose_keys(path)
        self._looked_at = time.monotonic()
        self._lock = threading.Lock()

    def seal(self, purpose: Purpose, context: str, data: bytes) -> bytes:
        if time.monotonic() - self._looked_at >= LOOK_EVERY_SECONDS:
            self._look()
        return self._keys.seal(purpose, context, data)

    def unseal(self, purpose: Purpose, context: str, sealed: bytes) -> bytes:
        try:
            return self._keys.unseal(purpose, context, sealed)
        except KeyMissing:
            self._look()
            return self._keys.unseal(purpose, context, sealed)

    def _look(self) -> None:
        with self._lock:
            self._looked_at = time.monotonic()
            try:
                mark = mark_of(self._path)
                if mark != self._mark:
                    self._keys = load_purpose_keys(self._path)
                    self._mark = mark
            except (OSError, ValueError) as error:
                log.error("The keys cannot be read again; those read before go on serving: %s", error)


def mark_of(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def aad(purpose: Purpose, context: str) -> bytes:
    return f"{purpose}:{context}".encode()


def load_purpose_keys(path: Path) -> PurposeKeys:
    """Raises OSError or ValueError with a message that shows no key."""
    try:
        found = json.loads(path.read_text())
        purposes = {
            purpose: {key_id: base64.b64decode(key, validate=True) for key_id, key in keys.items()}
            for purpose, keys in found["purposes"].items()
        }
        current = str(found["current"])
    except (ValueError, KeyError, AttributeError, TypeError, binascii.Error):
        raise ValueError(f"{path} does not hold purpose keys.") from None
    if any(len(key) != KEY_BYTES for keys in purposes.values() for key in keys.values()):
        raise ValueError(f"{path} holds a key that is not {KEY_BYTES} bytes long.")
    return PurposeKeys(current, purposes)
