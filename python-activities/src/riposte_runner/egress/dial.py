"""Connects to a place that was checked, and to no address but one of those."""

from __future__ import annotations

import asyncio
import contextlib

from riposte_runner.egress.address import canonical_address
from riposte_runner.egress.guard import Refused, Target, Unreachable
from riposte_runner.egress.rules import Place, Upstream

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0
MOST_ANSWER_BYTES = 16 * 1024

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]

SAYINGS = {
    "ConnectionRefusedError": "nothing listens there",
    "ConnectionResetError": "it closed the connection",
    "TimeoutError": "it does not answer",
}


async def dial(target: Target, upstream: Upstream | None) -> Connection:
    """Raises Refused or Unreachable."""
    if target.by_upstream:
        assert upstream is not None
        return await dial_through(upstream, target)
    failure: Exception | None = None
    for address in target.addresses:
        try:
            reader, writer = await connect(address, target.place.port)
        except (OSError, TimeoutError, asyncio.TimeoutError) as error:
            failure = error
            continue
        if canonical_address(str(writer.get_extra_info("peername")[0])) != address:
            writer.close()
            raise Refused(str(target.place), "another address answered than the one that was checked.")
        return reader, writer
    raise Unreachable(str(target.place), said_of(failure))


async def connect(host: str, port: int) -> Connection:
    return await asyncio.wait_for(asyncio.open_connection(host, port), CONNECT_SECONDS)


async def dial_through(upstream: Upstream, target: Target) -> Connection:
    """By CONNECT to the checked address, so that the proxy has no name to look up otherwise than we did."""
    failure = "it has no address"
    hosts = target.addresses or (target.place.host,)
    for host in hosts:
        try:
            reader, writer = await connect(upstream.place.host, upstream.place.port)
        except (OSError, TimeoutError, asyncio.TimeoutError) as error:
            raise Unreachable(str(target.place), f"the upstream proxy {upstream.place}: {said_of(error)}") from None
        try:
            status = await asyncio.wait_for(ask_upstream(reader, writer, upstream, host, target), ANSWER_SECONDS)
        except (OSError, ValueError, EOFError, asyncio.LimitOverrunError, TimeoutError, asyncio.TimeoutError):
            status = "nothing that could be understood"
        if status is None:
            return reader, writer
        with contextlib.suppress(OSError):
            writer.close()
        failure = f"the upstream proxy {upstream.place} answered {status}"
    raise Unreachable(str(target.place), failure)


async def ask_upstream(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, upstream: Upstream, host: str, target: Target
) -> str | None:
    """None where it has agreed."""
    authority = Place(host, target.place.port)
    lines = [f"CONNECT {authority} HTTP/1.1", f"Host: {authority}"]
    if upstream.authorization is not None:
        lines.append(f"Proxy-Authorization: {upstream.authorization}")
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
    await writer.drain()
    answer = await reader.readuntil(b"\r\n\r\n")
    status = answer.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
    if len(answer) > MOST_ANSWER_BYTES or len(status) < 2 or not status[0].startswith("HTTP/1."):
        raise ValueError("no answer of a proxy")
    return None if status[1].startswith("2") else " ".join(status[1:])[:100]


def said_of(error: Exception | None) -> str:
    return SAYINGS.get(type(error).__name__, "there is no way to it")
