"""Values between steps: JSON text inline, above 64 KB by reference into the blob store."""

from __future__ import annotations

from typing import Any

from riposte_runner.blob_store import BlobBroken, BlobStore
from riposte_runner.outcome import storable

INLINE_LIMIT_BYTES = 64 * 1024
PREVIEW_CHARACTERS = 200


class PayloadMissing(Exception):
    """The blob store does not have it, or has something else under its hash."""


async def load_payload(blobs: BlobStore, workspace_id: str, payload: dict[str, Any]) -> bytes:
    """The JSON text as UTF-8; half a surrogate pair is three bytes. Raises PayloadMissing."""
    if payload["kind"] == "inline":
        return payload["json"].encode("utf-8", "surrogatepass")
    try:
        return await blobs.get(workspace_id, payload["hash"])
    except BlobBroken as error:
        raise PayloadMissing(f"The arguments cannot be read: {error}.") from None


async def store_payload(blobs: BlobStore, workspace_id: str, body: bytes) -> dict[str, Any]:
    """`body`: JSON text as UTF-8."""
    if len(body) <= INLINE_LIMIT_BYTES:
        return {"kind": "inline", "json": body.decode("utf-8")}
    digest = await blobs.put(workspace_id, body)
    return {"kind": "blob", "hash": digest, "bytes": len(body), "preview": preview_of(body)}


def preview_of(body: bytes) -> str:
    return storable(body[: PREVIEW_CHARACTERS * 4].decode("utf-8", "ignore")[:PREVIEW_CHARACTERS])
