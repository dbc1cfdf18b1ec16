"""The head of a request to a proxy, read so strictly that no two readers can take it for different ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from riposte_runner.egress.address import NoHost
from riposte_runner.egress.rules import Place, parse_place

MOST_HEAD_BYTES = 64 * 1024
MOST_FIELDS = 200
HTTP_PORT = 80

TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
FIELD_VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")
REQUEST_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([\x21-\x7e]+) HTTP/1\.([01])")
ABSOLUTE = re.compile(rb"(?i:http)://([^/?#]+)([/?][^#]*)?")
AT_MOST_ONCE = (b"host", b"content-length", b"transfer-encoding")
# They concern one connection; the next has its own.
OF_ONE_CONNECTION = frozenset(
    (b"connection", b"keep-alive", b"te", b"trailer", b"upgrade", b"host", b"http2-settings", b"expect")
)


class BadRequest(ValueError):
    """The message says what cannot be understood."""


@dataclass(frozen=True)
class Head:
    method: bytes
    place: Place
    # Of a request that is passed on; empty for CONNECT.
    path: bytes
    fields: tuple[tuple[bytes, bytes], ...]
    # How long its body is; None: it comes in chunks.
    length: int | None

    @property
    def is_connect(self) -> bool:
        return self.method == b"CONNECT"

    def of(self, name: bytes) -> bytes | None:
        return next((value for each, value in self.fields if each.lower() == name), None)


def parse_head(data: bytes) -> Head:
    """`data` ends with the empty line. Raises BadRequest."""
    lines = data[:-4].split(b"\r\n")
    first = REQUEST_LINE.fullmatch(lines[0])
    if first is None:
        raise BadRequest("its first line is none of a request to a proxy")
    if len(lines) > MOST_FIELDS:
        raise BadRequest("it has too many headers")
    fields = tuple(parse_field(line) for line in lines[1:])
    names = [name.lower() for name, _value in fields]
    for name in AT_MOST_ONCE:
        if names.count(name) > 1:
            raise BadRequest(f"it has the header {name.decode()} twice")
    method, target = first[1], first[2]
    place, path = parse_target(method, target)
    head = Head(method, place, path, fields, length_of(method, dict(zip(names, fields, strict=True))))
    check_host(head)
    return head


def parse_field(line: bytes) -> tuple[bytes, bytes]:
    """No folding, no space before the colon, nothing that another reader may take for the end of a line."""
    name, colon, value = line.partition(b":")
    if not colon or TOKEN.fullmatch(name) is None or FIELD_VALUE.fullmatch(value) is None:
        raise BadRequest("one of its headers is malformed")
    return name, value.strip(b" \t")


def parse_target(method: bytes, target: bytes) -> tuple[Place, bytes]:
    if method == b"CONNECT":
        return place_of(target, None), b""
    absolute = ABSOLUTE.fullmatch(target)
    if absolute is None:
        raise BadRequest("its first line names no http:// address; https goes by CONNECT")
    path = absolute[2] or b"/"
    return place_of(absolute[1], HTTP_PORT), path if path.startswith(b"/") else b"/" + path


def place_of(authority: bytes, usual_port: int | None) -> Place:
    text = authority.decode("latin-1")
    try:
        return parse_place(text, usual_port if ":" not in text.rpartition("]")[2] else None)
    except (NoHost, ValueError) as error:
        raise BadRequest(str(error)) from None


def length_of(method: bytes, fields: dict[bytes, tuple[bytes, bytes]]) -> int | None:
    length = fields.get(b"content-length", (b"", b"0"))[1]
    if b"transfer-encoding" in fields:
        if b"content-length" in fields or fields[b"transfer-encoding"][1].lower() != b"chunked":
            raise BadRequest("nobody could tell how long it is")
        length = None
    elif re.fullmatch(rb"\d{1,15}", length) is None:
        raise BadRequest("its Content-Length is no number")
    if method == b"CONNECT":
        return 0
    return None if length is None else int(length)


def check_host(head: Head) -> None:
    """Of several sites at one address, only the one whose name was checked is asked."""
    host = head.of(b"host")
    if host is None or head.is_connect:
        return
    try:
        named = place_of(host, HTTP_PORT)
    except BadRequest:
        named = None
    if named != head.place:
        raise BadRequest("its header Host names another place than its first line")


def passed_on(head: Head) -> bytes:
    """As the server is told it, over a connection that is for this one request."""
    own = {name.strip().lower() for name in (head.of(b"connection") or b"").split(b",")}
    fields: Sequence[tuple[bytes, bytes]] = [
        (name, value)
        for name, value in head.fields
        if name.lower() not in OF_ONE_CONNECTION and not name.lower().startswith(b"proxy-") and keeps(name, own)
    ]
    host = str(head.place).encode() if head.place.port != HTTP_PORT else str(head.place).encode()[: -len(":80")]
    lines = [b"%s %s HTTP/1.1" % (head.method, head.path), b"Host: " + host]
    return b"\r\n".join([*lines, *(b"%s: %s" % field for field in fields), b"Connection: close", b"", b""])


def keeps(name: bytes, own: set[bytes]) -> bool:
    """What says how long the body is cannot be declared to be of one connection."""
    return name.lower() in AT_MOST_ONCE or name.lower() not in own
