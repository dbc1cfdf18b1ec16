"""Passes a request's body on, and not a byte that comes after it."""

from __future__ import annotations

import asyncio
import re

from riposte_runner.egress.http_head import BadRequest

PIECE = 64 * 1024
CHUNK_LINE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(;[\t\x20-\x7e\x80-\xff]*)?\r\n")


async def pass_body(length: int | None, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Raises BadRequest, OSError or EOFError."""
    if length is not None:
        await pass_bytes(length, reader, writer)
        return
    while True:
        line = CHUNK_LINE.fullmatch(await line_of(reader))
        if line is None:
            raise BadRequest("its body is not in chunks as it says")
        size = int(line[1], 16)
        if size == 0:
            break
        writer.write(b"%x\r\n" % size)
        await pass_bytes(size, reader, writer)
        if await reader.readexactly(2) != b"\r\n":
            raise BadRequest("its body is not in chunks as it says")
        writer.write(b"\r\n")
    # What trails it is left out: nobody waits for it.
    while await line_of(reader) != b"\r\n":
        pass
    writer.write(b"0\r\n\r\n")
    await writer.drain()


async def pass_bytes(count: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while count > 0:
        piece = await reader.read(min(PIECE, count))
        if not piece:
            raise EOFError
        count -= len(piece)
        writer.write(piece)
        await writer.drain()


async def line_of(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n")
    except asyncio.LimitOverrunError:
        raise BadRequest("a line of its body is too long") from None
