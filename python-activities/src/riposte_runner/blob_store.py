"""Large values by workspace and hash (packages/blobs does the same): known to PostgreSQL, texts there or in S3."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass

from riposte_runner.database import Database
from riposte_runner.s3 import S3Bucket, S3Refused

# What the server unpacks and the driver holds at once.
CHUNK_BYTES = 512 * 1024

CLAIM = """
    INSERT INTO blobs (workspace_id, hash, bytes, touched_at) VALUES (%s, %s, %s, clock_timestamp())
    ON CONFLICT (workspace_id, hash) DO UPDATE SET touched_at = clock_timestamp() RETURNING place
"""
PLACE = "UPDATE blobs SET place = %s WHERE workspace_id = %s AND hash = %s AND place IS NULL"
ADD = "INSERT INTO blob_chunks (workspace_id, hash, at, body) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"


class BlobBroken(Exception):
    """It is not there, or something else is, or it may not be put there."""


@dataclass(frozen=True)
class BlobStore:
    database: Database
    bucket: S3Bucket | None

    async def put(self, workspace_id: str, body: bytes) -> str:
        """The hash. Harmless to repeat. Raises BlobBroken where the store refuses it."""
        digest = await asyncio.to_thread(lambda: hashlib.sha256(body).hexdigest())
        key = (workspace_id, digest)
        # Claimed before it is written: whoever collects what nobody refers to waits for the one or the other.
        row = await self.database.one(CLAIM, (*key, len(body)))
        if row is not None and row[0] is None:
            if self.bucket is None:
                await self._write(key, body)
            else:
                try:
                    await asyncio.to_thread(self.bucket.put, f"{workspace_id}/{digest}", body, digest)
                except S3Refused as error:
                    raise BlobBroken(str(error)) from None
                await self.database.run(PLACE, ("s3", *key))
        return digest

    async def _write(self, key: tuple[str, str], body: bytes) -> None:
        async with self.database.transaction() as connection:
            # Whoever writes the same one at this moment waits here for the other.
            cursor = await connection.execute(CLAIM.encode(), (*key, len(body)))
            row = await cursor.fetchone()
            if row is None or row[0] is not None:
                return
            for at in range(0, -(-len(body) // CHUNK_BYTES)):
                chunk = body[at * CHUNK_BYTES : (at + 1) * CHUNK_BYTES]
                await connection.execute(ADD.encode(), (*key, at, chunk))
            await connection.execute(PLACE.encode(), ("postgres", *key))

    async def get(self, workspace_id: str, digest: str) -> bytes:
        """Raises BlobBroken."""
        row = await self.database.one(
            "SELECT place, bytes FROM blobs WHERE workspace_id = %s AND hash = %s", (workspace_id, digest)
        )
        if row is None or row[0] is None:
            raise BlobBroken("they are no longer in the blob store")
        place, size = row
        if place == "postgres":
            body = await self._read((workspace_id, digest))
        elif self.bucket is not None:
            try:
                body = await asyncio.to_thread(self.bucket.get, f"{workspace_id}/{digest}", size)
            except S3Refused as error:
                raise BlobBroken(str(error)) from None
        else:
            raise BlobBroken("they lie in S3, and RIPOSTE_BLOBS does not say where that is")
        if await asyncio.to_thread(lambda: hashlib.sha256(body).hexdigest()) != digest:
            raise BlobBroken("what lies in the blob store is not what was put there")
        return body

    async def _read(self, key: tuple[str, str]) -> bytes:
        body = bytearray()
        query = "SELECT body FROM blob_chunks WHERE workspace_id = %s AND hash = %s AND at = %s"
        at = 0
        while (row := await self.database.one_binary(query, (*key, at))) is not None:
            body += row[0]
            at += 1
        return bytes(body)
