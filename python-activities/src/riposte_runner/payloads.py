"""Values between steps: JSON text inline, above 64 KB by reference into the blob store."""

from __future__ import annotations

import hashlib
from typing import Any

from riposte_runner.database import Database
from riposte_runner.outcome import storable

INLINE_LIMIT_BYTES = 64 * 1024
PREVIEW_CHARACTERS = 200


class PayloadMissing(Exception):
    """The blob store does not have it, or has something else under its hash."""


async def load_payload(database: Database, workspace_id: str, payload: dict[str, Any]) -> str:
    """The JSON text. Raises PayloadMissing."""
    if payload["kind"] == "inline":
        return payload["json"]
    row = await database.one(
        "SELECT body FROM blobs WHERE workspace_id = %s AND hash = %s", (workspace_id, payload["hash"])
    )
    if row is None:
        raise PayloadMissing("The arguments are no longer in the blob store.")
    body = bytes(row[0])
    if hashlib.sha256(body).hexdigest() != payload["hash"]:
        raise PayloadMissing("The arguments in the blob store are not what was put there.")
    return body.decode("utf-8")


async def store_payload(database: Database, workspace_id: str, text: str) -> dict[str, Any]:
    """`text` must be storable as UTF-8."""
    body = text.encode("utf-8")
    if len(body) <= INLINE_LIMIT_BYTES:
        return {"kind": "inline", "json": text}
    digest = hashlib.sha256(body).hexdigest()
    await database.run(
        "INSERT INTO blobs (workspace_id, hash, bytes, body) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
        (workspace_id, digest, len(body), body),
    )
    return {
        "kind": "blob",
        "hash": digest,
        "bytes": len(body),
        "preview": storable(text[:PREVIEW_CHARACTERS]),
    }
