"""The pipes of one job: request in, stdout, stderr and report out, and what its network refused."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Sequence

from riposte_runner.sandbox.port import Chunk, Talk
from riposte_runner.sandbox.refusals import Refusals

READ_BYTES = 256 * 1024
WRITE_BYTES = 1024 * 1024


class JobPipes:
    """What is printed goes to `output`; `on_overflow` is called once when that and the report are more than `limit`
    bytes, where it is not talked with."""

    def __init__(
        self,
        limit: int,
        output: list[Chunk],
        on_overflow: Callable[[], None],
        has_network: bool = False,
        talk: Talk | None = None,
    ) -> None:
        request, self._request = os.pipe()
        self._stdout, stdout = os.pipe()
        self._stderr, stderr = os.pipe()
        self._report, report = os.pipe()
        self.for_job = [request, stdout, stderr, report]
        self._refused: int | None = None
        if has_network:
            self._refused, refused = os.pipe()
            self.for_job.append(refused)
        self.refusals = Refusals(output)
        self.output = output
        self.report = bytearray()
        self._room = limit
        self._talk = talk
        self._on_overflow = on_overflow

    @property
    def overflowed(self) -> bool:
        return self._room < 0

    def close_job_side(self) -> None:
        for descriptor in self.for_job:
            os.close(descriptor)
        self.for_job = []

    def close(self) -> None:
        """When nothing was started: the pumps own the rest otherwise."""
        self.close_job_side()
        for descriptor in (self._request, self._stdout, self._stderr, self._report, self._refused):
            if descriptor is not None:
                os.close(descriptor)

    async def pump(self, request: Sequence[bytes]) -> None:
        """Returns when the request is written or unwanted, and every pipe has ended."""
        await asyncio.gather(
            self._write(request),
            self._read(self._stdout, lambda data: self.output.append(Chunk("stdout", data))),
            self._read(self._stderr, lambda data: self.output.append(Chunk("stderr", data))),
            self._read(self._report, self.report.extend if self._talk is None else self._talk.hear),
            *([] if self._refused is None else [self._read(self._refused, self.refusals.hear)]),
        )

    async def _write(self, request: Sequence[bytes]) -> None:
        loop = asyncio.get_running_loop()
        transport, protocol = await loop.connect_write_pipe(
            asyncio.streams.FlowControlMixin, os.fdopen(self._request, "wb", buffering=0)
        )
        writer = asyncio.StreamWriter(transport, protocol, None, loop)
        # A job that ends without reading its request closes the pipe.
        try:
            with contextlib.suppress(ConnectionError):
                for part in request:
                    # By and by: what is not taken yet would lie here a second time.
                    for at in range(0, len(part), WRITE_BYTES):
                        writer.write(part[at : at + WRITE_BYTES])
                        await writer.drain()
                while self._talk is not None and (word := await self._talk.next_word()) is not None:
                    writer.write(word)
                    await writer.drain()
        finally:
            writer.close()

    async def _read(self, descriptor: int, keep: Callable[[bytes], None]) -> None:
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader()
        transport, _protocol = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(descriptor, "rb", buffering=0)
        )
        try:
            while data := await reader.read(READ_BYTES):
                if self._talk is not None:
                    keep(data)
                elif self._room >= 0:
                    keep(data[: self._room])
                    self._room -= len(data)
                    if self._room < 0:
                        self._on_overflow()
        finally:
            transport.close()
