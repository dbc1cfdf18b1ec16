"""The name server that a job sees: it knows the hosts of its action, and says so of every other."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from riposte_runner.egress.fields import Fields, Malformed

IPV4, INTERNET = 1, 1
RESPONSE, RECURSION = 0x8000, 0x0180
NO_SUCH_NAME, NOT_IMPLEMENTED = 3, 4
SECONDS = 60
MOST_BYTES = 512


@dataclass(frozen=True)
class Question:
    id: int
    flags: int
    name: str
    kind: int
    # As it was asked.
    text: bytes


def answer_question(data: bytes, addresses: Mapping[str, str], refuse: Callable[[str], None]) -> bytes | None:
    """`addresses`: where in the job's namespace its hosts are answered for. None: it is no question."""
    try:
        asked = parse_question(data)
    except Malformed:
        return None
    if asked.flags & 0x7800:
        return reply(asked, NOT_IMPLEMENTED, b"")
    address = addresses.get(asked.name)
    if address is None:
        refuse(asked.name)
        return reply(asked, NO_SUCH_NAME, b"")
    if asked.kind != IPV4:
        return reply(asked, 0, b"")
    record = b"\xc0\x0c" + struct.pack(">HHIH", IPV4, INTERNET, SECONDS, 4) + socket.inet_aton(address)
    return reply(asked, 0, record)


def parse_question(data: bytes) -> Question:
    """Raises Malformed."""
    fields = Fields(data)
    number, flags, questions = fields.number(2), fields.number(2), fields.number(2)
    fields.take(6)
    if questions != 1 or flags & RESPONSE or len(data) > MOST_BYTES:
        raise Malformed("it is no question")
    labels: list[str] = []
    while label := fields.field(1):
        labels.append(label.decode("latin-1").lower())
    kind = fields.number(2)
    fields.take(2)
    length = 12 + sum(len(label) + 1 for label in labels) + 5
    return Question(number, flags, ".".join(labels), kind, data[12:length])


def reply(asked: Question, code: int, record: bytes) -> bytes:
    flags = RESPONSE | RECURSION | (asked.flags & 0x7900) | code
    return struct.pack(">HHHHHH", asked.id, flags, 1, 1 if record else 0, 0, 0) + asked.text + record
