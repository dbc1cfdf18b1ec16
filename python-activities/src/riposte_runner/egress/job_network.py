"""The network of one job: serves the sockets in its namespace until its launcher says that it is over."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import cast

from riposte_runner.egress.dial import Connection
from riposte_runner.egress.doors import Door, addresses_inside, doors_of
from riposte_runner.egress.front import serve_proxy
from riposte_runner.egress.guard import Refused, Unreachable
from riposte_runner.egress.http_head import MOST_HEAD_BYTES
from riposte_runner.egress.names import answer_question
from riposte_runner.egress.reach import Reach
from riposte_runner.egress.relay import abort
from riposte_runner.egress.tunnel import tunnel

MOST_CONNECTIONS = 64


class JobNetwork:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._listed = reach.rules.listed
        self._addresses = addresses_inside(self._listed)
        self._servers: list[asyncio.Server] = []
        self._names: asyncio.DatagramTransport | None = None
        self._going: set[asyncio.Task[None]] = set()

    async def open(self, sockets: Sequence[socket.socket]) -> None:
        """In the order of their doors. Raises ValueError."""
        doors = doors_of(self._listed)
        if len(doors) != len(sockets):
            raise ValueError("a job brought other sockets than it should")
        for door, its in zip(doors, sockets, strict=True):
            its.setblocking(False)
            if door.kind == "names":
                loop = asyncio.get_running_loop()
                self._names, _protocol = await loop.create_datagram_endpoint(lambda: Names(self._answer), sock=its)
            else:
                self._servers.append(await asyncio.start_server(self._accepted(door), sock=its, limit=MOST_HEAD_BYTES))

    def close(self) -> None:
        for server in self._servers:
            server.close()
        if self._names is not None:
            self._names.abort()
        for task in self._going:
            task.cancel()
        self._reach.close()

    def _accepted(self, door: Door) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._going.add(task)
            try:
                if len(self._going) > MOST_CONNECTIONS:
                    why = f"a script has at most {MOST_CONNECTIONS} connections at once."
                    self._reach.tell(Refused("One more place", why))
                else:
                    await self._serve(door, (reader, writer))
            except OSError:
                # The job has gone away in the middle of it.
                pass
            finally:
                self._going.discard(task)
                await closed(writer)

        return serve

    async def _serve(self, door: Door, inside: Connection) -> None:
        if door.place is None:
            await serve_proxy(inside, self._reach)
            return
        try:
            async with self._reach.to(door.place, is_http=False) as outside:
                await tunnel(inside, outside, door.place, is_named=False)
        except (Refused, Unreachable) as error:
            self._reach.tell(error)
            # What it was taken for has said nothing: better no end than a false one.
            abort(inside[1])

    def _answer(self, question: bytes) -> bytes | None:
        return answer_question(question, self._addresses, self._refuse_name)

    def _refuse_name(self, name: str) -> None:
        if self._reach.rules.internet:
            why = (
                "programs that do not use the proxy (HTTP_PROXY, HTTPS_PROXY) reach the hosts of the action only. An "
                f"author can add {name} to them with its port (Network, in the action's settings)."
            )
        else:
            why = (
                "it is not among the hosts of this action. An author can add it to them with its port (Network, in "
                "the action's settings)."
            )
        self._reach.tell(Refused(name, f"its name is not looked up, for {why}"))


class Names(asyncio.DatagramProtocol):
    def __init__(self, answer: Callable[[bytes], bytes | None]) -> None:
        self._answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answer = self._answer(data)
        if answer is not None:
            self._transport.sendto(answer, addr)


async def closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
