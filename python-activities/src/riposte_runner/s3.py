"""Objects in an S3-compatible store, by the standard library: two requests, signed with Signature Version 4.

Source: "Signature Calculations for the Authorization Header" in the Amazon S3 API Reference.
"""

from __future__ import annotations

import hashlib
import hmac
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime, timezone

SECONDS = 120.0
PAUSES = (0.2, 0.6, 1.5)
EMPTY = hashlib.sha256(b"").hexdigest()


class S3Refused(Exception):
    """The store said no; its message names neither key nor address."""


class S3Away(Exception):
    """It did not answer, or said: not now. Trying again can help."""


@dataclass(frozen=True)
class S3Bucket:
    endpoint: str
    region: str
    bucket: str
    # Empty, or with a slash at its end.
    prefix: str
    access_key: str
    secret_key: str = field(repr=False)

    def put(self, name: str, body: bytes, digest: str) -> None:
        """Blocks; for a thread. Raises S3Refused, S3Away."""
        self._ask("PUT", name, body, digest)

    def get(self, name: str, size: int) -> bytes:
        """Blocks; for a thread. Raises S3Refused, S3Away."""
        return self._ask("GET", name, None, EMPTY, size)

    def _ask(self, method: str, name: str, body: bytes | None, digest: str, most: int = 65_536) -> bytes:
        for pause in (*PAUSES, None):
            try:
                return self._ask_once(method, name, body, digest, most)
            except S3Away:
                if pause is None:
                    raise
                time.sleep(pause)
        raise AssertionError

    def _ask_once(self, method: str, name: str, body: bytes | None, digest: str, most: int) -> bytes:
        address = f"{self.endpoint}/{self.bucket}/{self.prefix}{name}"
        headers = self.signed(method, address, digest, datetime.now(timezone.utc))
        request = urllib.request.Request(address, data=body, method=method, headers=headers)  # noqa: S310 - env.py lets http and https pass
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                return answer.read(most)
        except urllib.error.HTTPError as error:
            sentence = f"the S3 store answered {method} with {error.code}"
            if error.code >= 500 or error.code == 429:
                raise S3Away(sentence) from None
            raise S3Refused(sentence) from None
        except OSError as error:
            raise S3Away(f"the S3 store does not answer ({type(error).__name__})") from None

    def signed(self, method: str, address: str, digest: str, now: datetime) -> dict[str, str]:
        parts = urllib.parse.urlsplit(address)
        stamp = now.strftime("%Y%m%dT%H%M%SZ")
        headers = {"host": parts.netloc, "x-amz-content-sha256": digest, "x-amz-date": stamp}
        names = ";".join(headers)
        path = urllib.parse.quote(parts.path, safe="/-_.~")
        lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
        canonical = "\n".join([method, path, parts.query, lines, names, digest])
        scope = f"{stamp[:8]}/{self.region}/s3/aws4_request"
        to_sign = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode()).hexdigest()])
        key = f"AWS4{self.secret_key}".encode()
        for part in (stamp[:8], self.region, "s3", "aws4_request"):
            key = hmac.digest(key, part.encode(), "sha256")
        signature = hmac.new(key, to_sign.encode(), "sha256").hexdigest()
        credential = f"AWS4-HMAC-SHA256 Credential={self.access_key}/{scope}"
        authorization = f"{credential},SignedHeaders={names},Signature={signature}"
        # Else urllib calls it a form.
        return {**headers, "authorization": authorization, "content-type": "application/json"}
