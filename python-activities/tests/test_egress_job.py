"""One job's network inside this process, where names mean what a test wants."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from servers import Served, http_server, tcp_server

from riposte_runner.egress import front, job_network
from riposte_runner.egress.doors import doors_of
from riposte_runner.egress.job_network import JobNetwork
from riposte_runner.egress.reach import Reach
from riposte_runner.egress.rules import parse_rules


class Names:
    """Like a name server of an attacker: another answer each time."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)

    async def __call__(self, _host: str) -> Sequence[str]:
        return self._answers.pop(0)


class Opened:
    def __init__(self, sockets: list[socket.socket], said: int) -> None:
        self.proxy: tuple[str, int] = sockets[0].getsockname()
        self.names: tuple[str, int] = sockets[1].getsockname()
        self._said = said

    async def ask(self, data: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(*self.proxy)
        writer.write(data)
        try:
            return await asyncio.wait_for(reader.read(65_536), 5)
        finally:
            writer.close()

    def told(self) -> list[str]:
        return [json.loads(line)["text"] for line in os.read(self._said, 1_000_000).splitlines()]


@asynccontextmanager
async def opened(names: Names, *hosts: str, **rules: Any) -> AsyncGenerator[Opened]:
    """With the sockets of its doors anywhere on the loopback."""
    parsed = parse_rules({"internet": False, "hosts": list(hosts), **rules})
    sockets: list[socket.socket] = []
    for door in doors_of(parsed.listed):
        its = socket.socket(socket.AF_INET, socket.SOCK_DGRAM if door.kind == "names" else socket.SOCK_STREAM)
        its.bind(("127.0.0.1", 0))
        if door.kind != "names":
            its.listen()
        sockets.append(its)
    said, said_end = os.pipe()
    network = JobNetwork(Reach(parsed, said_end, names))
    await network.open(sockets)
    try:
        yield Opened(sockets, said)
    finally:
        network.close()
        # What is cancelled closes its connections.
        await asyncio.sleep(0.05)
        os.close(said)


def test_a_name_that_means_another_address_each_time_leads_to_one_that_was_checked() -> None:
    async def go(server: Served) -> None:
        host = f"rebinds.example.org:{server.port}"
        names = Names(["127.0.0.1"], ["169.254.169.254"])
        async with opened(names, host, allow=server.place) as job:
            request = f"GET http://{host}/ HTTP/1.1\r\n\r\n".encode()
            assert (await job.ask(request)).startswith(b"HTTP/1.1 200")
            assert (await job.ask(request)).startswith(b"HTTP/1.1 403")
            [told] = job.told()
            assert told.startswith(f"{host} may not be reached: 169.254.169.254 is a link-local address")
        assert server.heard == [f"GET / {host}"]

    with http_server() as server:
        asyncio.run(go(server))


def test_a_head_that_never_ends_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "HEAD_SECONDS", 0.3)

    async def go() -> None:
        async with opened(Names()) as job:
            reader, writer = await asyncio.open_connection(*job.proxy)
            for piece in (b"GET http://", b"a.example.org/", b" HTTP/1.1\r\n"):
                writer.write(piece)
                await asyncio.sleep(0.05)
            assert (await asyncio.wait_for(reader.read(100), 5)).startswith(b"HTTP/1.1 400")
            assert "its head took longer than 0.3 s" in job.told()[0]
            writer.close()
            too_long = b"GET http://a.example.org/ HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n"
            assert (await job.ask(too_long)).startswith(b"HTTP/1.1 400")
            assert "its head is longer than 64 KB" in job.told()[0]

    asyncio.run(go())


def test_a_job_has_so_many_connections_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_network, "MOST_CONNECTIONS", 3)

    async def go() -> None:
        async with opened(Names()) as job:
            held = [await asyncio.open_connection(*job.proxy) for _each in range(3)]
            await asyncio.sleep(0.05)
            assert await job.ask(b"") == b""
            assert job.told() == ["One more place may not be reached: a script has at most 3 connections at once."]
            for _reader, writer in held:
                writer.close()

    asyncio.run(go())


def test_what_is_tried_a_thousand_times_is_told_once() -> None:
    async def go() -> None:
        async with opened(Names()) as job:
            for _again in range(20):
                assert (await job.ask(b"CONNECT a.example.org:443 HTTP/1.1\r\n\r\n")).startswith(b"HTTP/1.1 403")
            assert len(job.told()) == 1
            for number in range(150):
                await job.ask(f"CONNECT a.example.org:{number + 1} HTTP/1.1\r\n\r\n".encode())
            assert len(job.told()) == 99

    asyncio.run(go())


def test_the_end_of_a_job_cuts_what_goes_on_and_leaves_nothing() -> None:
    def silent(connection: socket.socket, served: Served) -> None:
        served.heard.append("connected")
        served.heard.append("end" if connection.recv(100) == b"" else "more")

    def descriptors() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    async def go(server: Served) -> None:
        before = descriptors()
        for _again in range(3):
            async with opened(Names(), server.place, allow=server.place) as job:
                reader, writer = await asyncio.open_connection(*job.proxy)
                writer.write(f"CONNECT {server.place} HTTP/1.1\r\n\r\n".encode())
                assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
            assert await asyncio.wait_for(reader.read(), 5) == b""
            writer.close()
            await writer.wait_closed()
        assert descriptors() <= before

    with tcp_server(silent) as server:
        asyncio.run(go(server))


@pytest.mark.parametrize(
    ("question", "flags", "told"),
    [
        (b"\x03api\x07example\x03org\x00\x00\x01\x00\x01", 0, False),
        (b"\x03API\x07example\x03org\x00\x00\x01\x00\x01", 0, False),
        (b"\x03api\x07example\x03org\x00\x00\x10\x00\x01", 0, False),
        (b"\x04evil\x07example\x03org\x00\x00\x10\x00\x01", 3, True),
    ],
)
def test_its_name_server_knows_what_is_listed(question: bytes, flags: int, told: bool) -> None:
    async def go() -> None:
        async with opened(Names(), "api.example.org:443") as job:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
                client.settimeout(5)
                client.connect(job.names)
                client.send(b"nothing that could be understood")
                client.send(b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00" + question)
                answer = await asyncio.to_thread(client.recv, 512)
            assert answer[:2] == b"\x12\x34"
            assert answer[3] & 0xF == flags
            is_address = question[-3] == 1 and flags == 0
            assert answer.endswith(socket.inet_aton("127.64.1.1")) == is_address
            if told:
                assert "evil.example.org may not be reached: its name is not looked up" in job.told()[0]

    asyncio.run(go())
