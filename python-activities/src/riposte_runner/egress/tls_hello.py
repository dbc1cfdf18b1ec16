"""The first thing that a TLS client says: for whom it asks. It stands there in the clear."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from riposte_runner.egress.fields import Fields, Malformed

HANDSHAKE, CLIENT_HELLO, SERVER_NAME, HOST_NAME = 22, 1, 0, 0
LONGEST_RECORD = 16 * 1024 + 256
LONGEST_HELLO = 64 * 1024
PIECE = 16 * 1024
HELLO_SECONDS = 10.0


class BadHello(Malformed):
    """It begins as TLS does, and is not."""


@dataclass(frozen=True)
class Opening:
    # All that was read, to be passed on.
    data: bytes
    is_tls: bool
    # Whom it asks for, in small letters; None: for nobody by name.
    server_name: str | None


async def read_opening(reader: asyncio.StreamReader) -> Opening:
    """Until it is known what it is; where the server speaks first, that may take its time. Raises Malformed."""
    data = await reader.read(PIECE)
    if not data or data[0] != HANDSHAKE:
        return Opening(data, False, None)
    try:
        return await asyncio.wait_for(complete(data, reader), HELLO_SECONDS)
    except (TimeoutError, asyncio.TimeoutError):
        raise BadHello("its hello did not come in time") from None


async def complete(data: bytes, reader: asyncio.StreamReader) -> Opening:
    while (hello := hello_in(data)) is None:
        more = await reader.read(PIECE)
        if not more:
            raise BadHello("it broke off")
        data += more
    return Opening(data, True, server_name_of(hello))


def hello_in(data: bytes) -> bytes | None:
    """Out of the records that it may be split over; None: there is more to come. Raises BadHello."""
    hello, at = b"", 0
    while len(data) >= at + 5:
        kind, major, length = data[at], data[at + 1], int.from_bytes(data[at + 3 : at + 5], "big")
        if kind != HANDSHAKE or major != 3 or not 0 < length <= LONGEST_RECORD:
            raise BadHello("it is no TLS")
        hello += data[at + 5 : at + 5 + length]
        at += 5 + length
        if len(hello) >= 4:
            if hello[0] != CLIENT_HELLO:
                raise BadHello("it does not begin with a hello")
            size = int.from_bytes(hello[1:4], "big")
            if size > LONGEST_HELLO:
                raise BadHello("its hello is too long")
            if len(hello) >= 4 + size:
                return hello[4 : 4 + size]
    return None


def server_name_of(hello: bytes) -> str | None:
    fields = Fields(hello)
    # Version and random; session, ciphers, compression.
    fields.take(34)
    for size in (1, 2, 1):
        fields.field(size)
    extensions = Fields(fields.field(2) if fields else b"")
    names: list[str] = []
    while extensions:
        kind, body = extensions.number(2), extensions.field(2)
        if kind != SERVER_NAME:
            continue
        listed = Fields(Fields(body).field(2))
        while listed:
            if listed.number(1) != HOST_NAME:
                raise BadHello("it asks for a name of an unknown kind")
            names.append(listed.field(2).decode("latin-1").lower().removesuffix("."))
    if len(names) > 1:
        raise BadHello("it asks for two names")
    return names[0] if names else None
