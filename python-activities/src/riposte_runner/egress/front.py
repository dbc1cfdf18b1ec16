"""The proxy that a job's programs are told of: HTTP, and CONNECT for all else. One connection is one request."""

from __future__ import annotations

import asyncio
import contextlib

from riposte_runner.egress.dial import Connection
from riposte_runner.egress.guard import Refused, Unreachable
from riposte_runner.egress.http_body import pass_body
from riposte_runner.egress.http_head import MOST_HEAD_BYTES, BadRequest, Head, parse_head, passed_on
from riposte_runner.egress.reach import Reach
from riposte_runner.egress.relay import carry
from riposte_runner.egress.tunnel import tunnel

HEAD_SECONDS = 10.0
LINGER_SECONDS = 1.0
NOT_CLEAR = "the proxy does not understand it"


async def serve_proxy(inside: Connection, reach: Reach) -> None:
    """What it does not serve the client is told, and so is the log."""
    try:
        head = await read_head(inside[0])
        if head is not None:
            await (serve_tunnel if head.is_connect else serve_request)(inside, head, reach)
    except BadRequest as error:
        await tell(inside, "400 Bad request", reach, Refused("What a request asks for", f"{NOT_CLEAR}: {error}."))
    except Refused as error:
        await tell(inside, "403 Refused by Riposte", reach, error)
    except Unreachable as error:
        await tell(inside, "502 Not reached", reach, error)


async def read_head(reader: asyncio.StreamReader) -> Head | None:
    """None where nothing was asked. Raises BadRequest."""
    try:
        return parse_head(await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), HEAD_SECONDS))
    except asyncio.IncompleteReadError as error:
        if not error.partial:
            return None
        raise BadRequest("its head broke off") from None
    except asyncio.LimitOverrunError:
        raise BadRequest(f"its head is longer than {MOST_HEAD_BYTES // 1024} KB") from None
    except (TimeoutError, asyncio.TimeoutError):
        raise BadRequest(f"its head took longer than {HEAD_SECONDS:g} s") from None


async def serve_tunnel(inside: Connection, head: Head, reach: Reach) -> None:
    async with reach.to(head.place, is_http=False) as outside:
        inside[1].write(b"HTTP/1.1 200 Connected\r\n\r\n")
        await inside[1].drain()
        try:
            await tunnel(inside, outside, head.place, is_named=True)
        except Refused as error:
            # In the middle of a tunnel there is nothing that the client would understand.
            reach.tell(error)


async def serve_request(inside: Connection, head: Head, reach: Reach) -> None:
    async with reach.to(head.place, is_http=True) as outside:
        outside[1].write(passed_on(head))
        answers = asyncio.create_task(carry(outside[0], inside[1]))
        try:
            # A server may answer before it has heard it all.
            with contextlib.suppress(OSError, EOFError):
                await pass_body(head.length, inside[0], outside[1])
            await answers
        finally:
            answers.cancel()


async def tell(inside: Connection, status: str, reach: Reach, error: Refused | Unreachable) -> None:
    # The log first: a client that is told may end its job.
    reach.tell(error)
    body = f"{error}\n".encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
    with contextlib.suppress(OSError, TimeoutError, asyncio.TimeoutError):
        inside[1].write(head.encode() + b"Connection: close\r\n\r\n" + body)
        await inside[1].drain()
        inside[1].write_eof()
        # What is closed while the client still speaks resets what it was told.
        await asyncio.wait_for(drop(inside[0]), LINGER_SECONDS)


async def drop(reader: asyncio.StreamReader) -> None:
    while await reader.read(MOST_HEAD_BYTES):
        pass
