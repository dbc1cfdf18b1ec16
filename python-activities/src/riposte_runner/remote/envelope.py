"""Opens what the API has sealed for this very process (apps/api/src/runners/seal-for-runner.ts)."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

BOUND = ("workspace", "group", "runner", "job", "run", "step", "scope", "attempt", "fence", "expiresAt")


class EnvelopeBroken(Exception):
    """It was changed, is for somebody else, or came too late."""


class EnvelopeKey:
    """Of one start of the process; it is never written down."""

    def __init__(self) -> None:
        self._own = X25519PrivateKey.generate()
        self.public = base64.b64encode(self._own.public_key().public_bytes_raw()).decode("ascii")

    def open(self, envelope: dict[str, Any], group: str, runner: str) -> bytes:
        """Raises EnvelopeBroken."""
        binding = envelope["binding"]
        if binding["group"] != group or binding["runner"] != runner:
            raise EnvelopeBroken("It is for another runner.")
        if binding["expiresAt"] <= time.time() * 1000:
            raise EnvelopeBroken("It came too late, or the clock of this machine is ahead.")
        bound = json.dumps([binding[name] for name in BOUND], separators=(",", ":"), ensure_ascii=False)
        secret = self._own.exchange(X25519PublicKey.from_public_bytes(base64.b64decode(envelope["key"])))
        key = HKDF(SHA256(), 32, None, b"riposte runner job").derive(secret)
        try:
            nonce, sealed = base64.b64decode(envelope["nonce"]), base64.b64decode(envelope["sealed"])
            return AESGCM(key).decrypt(nonce, sealed, bound.encode())
        except InvalidTag:
            raise EnvelopeBroken("It was changed, or sealed for somebody else.") from None
