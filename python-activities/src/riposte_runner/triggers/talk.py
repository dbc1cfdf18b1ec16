"""What a trigger in its sandbox says, line by line, and what it is answered. It is not to be trusted."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from typing import Any, cast

from riposte_runner.report import is_ready
from riposte_runner.sandbox.port import Chunk

READY = b"ready\n"
# Who waits for each answer has one open at a time.
MOST_EVENTS = 16
MOST_ERRORS = 16
LONGEST_KEY = 200


@dataclass(frozen=True)
class Event:
    # Its own, by which it knows the answer.
    id: int
    # The same for each try to send it.
    key: str
    # JSON text, unchecked.
    json: str


class Talk:
    def __init__(self, longest_line: int) -> None:
        self.report = bytearray()
        self.events: asyncio.Queue[Event] = asyncio.Queue(MOST_EVENTS)
        # What it has called errors since somebody looked.
        self.errors: deque[str] = deque(maxlen=MOST_ERRORS)
        # What it keeps, base64 by path, as JSON text; None: as when somebody looked last.
        self.files: str | None = None
        self.is_over_bounds = False
        self._begun = bytearray()
        self._longest = longest_line
        self._words: asyncio.Queue[bytes | None] = asyncio.Queue()

    def hear(self, data: bytes) -> None:
        if self.is_over_bounds:
            return
        self._begun += data
        if not is_ready(self.report):
            if not self._begun.startswith(READY):
                return
            self.report += READY
            del self._begun[: len(READY)]
        *lines, rest = self._begun.split(b"\n")
        self._begun = rest
        if len(rest) > self._longest:
            self.is_over_bounds = True
        for line in lines:
            if line:
                self._hear_line(bytes(line))

    def _hear_line(self, line: bytes) -> None:
        try:
            found: Any = json.loads(line)
        except (ValueError, RecursionError):
            return
        said = cast(dict[str, Any], found) if isinstance(found, dict) else {}
        if "failure" in said:
            self.report[len(READY) :] = b"\n" + line + b"\n"
        if isinstance(said.get("error"), str):
            self.errors.append(said["error"])
        if isinstance(said.get("files"), dict):
            self.files = json.dumps(said["files"])
        event = event_of(said.get("event"))
        if event is None:
            return
        try:
            self.events.put_nowait(event)
        except asyncio.QueueFull:
            self.is_over_bounds = True

    def answer(self, event: Event, status: int, message: str) -> None:
        self._say({"answer": event.id, "status": status, "message": message})

    def ask_to_stop(self) -> None:
        self._say({"stop": True})

    def _say(self, said: dict[str, Any]) -> None:
        self._words.put_nowait(json.dumps(said).encode() + b"\n")

    async def next_word(self) -> bytes | None:
        return await self._words.get()

    def close(self) -> None:
        self._words.put_nowait(None)


def event_of(found: Any) -> Event | None:
    if not isinstance(found, dict):
        return None
    fields = cast(dict[str, Any], found)
    number, key, text = fields.get("id"), fields.get("key"), fields.get("json")
    if not isinstance(number, int) or not isinstance(key, str) or not isinstance(text, str):
        return None
    return Event(number, key[:LONGEST_KEY], text)


class LastOutput(list[Chunk]):
    """The end of what was printed, and how much that was."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._held = 0
        self.printed = 0

    @property
    def was_cut(self) -> bool:
        return self.printed > self._held

    def append(self, chunk: Chunk) -> None:
        super().append(chunk)
        self._held += len(chunk.data)
        self.printed += len(chunk.data)
        while self._held > self._most and len(self) > 1:
            self._held -= len(self.pop(0).data)
