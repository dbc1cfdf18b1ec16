"""What one job may reach, as its launcher says it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any

from riposte_runner.egress.address import Network, canonical_address, canonical_host

# Of the public internet, where an action has it: HTTP and HTTPS.
WEB_PORTS = (80, 443)
# Each takes a listener in its job's namespace, and all of them go over in one message.
MOST_HOSTS = 100


@dataclass(frozen=True, order=True)
class Place:
    # A name, or an address in its one spelling.
    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Allowed:
    """What an administrator lets through although it is not public."""

    places: frozenset[Place]
    blocks: tuple[Network, ...]

    def __call__(self, place: Place, address: str) -> bool:
        if place in self.places or Place(address, place.port) in self.places:
            return True
        parsed = ipaddress.ip_address(address)
        return any(parsed.version == block.version and parsed in block for block in self.blocks)


@dataclass(frozen=True)
class Upstream:
    """The company's own proxy."""

    place: Place
    # Of the header Proxy-Authorization.
    authorization: str | None


@dataclass(frozen=True)
class Rules:
    # The public one, on WEB_PORTS.
    internet: bool
    listed: tuple[Place, ...]
    allowed: Allowed
    # By which the outside reaches us.
    own_host: str | None
    # For HTTP, and for all else.
    http_upstream: Upstream | None
    upstream: Upstream | None
    # Hosts that are reached past it: names, `.example.org`, addresses, networks, or `*`.
    past_upstream: tuple[str, ...]
    # It looks up names that this machine cannot, and is believed.
    trusts_upstream: bool


def parse_rules(found: dict[str, Any]) -> Rules:
    """Raises ValueError, KeyError or TypeError."""
    listed = tuple(dict.fromkeys(parse_place(str(entry)) for entry in found["hosts"]))
    if len(listed) > MOST_HOSTS:
        raise ValueError(f"an action has at most {MOST_HOSTS} hosts")
    own_host = found.get("ownHost")
    return Rules(
        internet=found["internet"] is True,
        listed=listed,
        allowed=parse_allowed(str(found.get("allow") or "")),
        own_host=None if own_host is None else canonical_host(str(own_host)),
        http_upstream=parse_upstream(found.get("httpUpstream")),
        upstream=parse_upstream(found.get("upstream")),
        past_upstream=tuple(str(entry).lower() for entry in found.get("pastUpstream") or ()),
        trusts_upstream=found.get("trustsUpstream") is True,
    )


def parse_place(text: str, usual_port: int | None = None) -> Place:
    """`host:port` or `[ipv6]:port`. Raises ValueError."""
    host, colon, port = text.rpartition(":")
    if not colon or (text.endswith("]") and text.startswith("[")):
        host, port = text, "" if usual_port is None else str(usual_port)
    if not port.isascii() or not port.isdecimal() or not 1 <= int(port) <= 65_535 or (":" in host and host[0] != "["):
        raise ValueError(f'"{text}" is no host with a port')
    return Place(canonical_host(host), int(port))


def parse_allowed(text: str) -> Allowed:
    """As RIPOSTE_EGRESS_ALLOW writes it (packages/integrations/src/egress/allow-list.ts). Raises ValueError."""
    entries = [entry.strip() for entry in text.split(",") if entry.strip()]
    blocks = tuple(ipaddress.ip_network(entry, strict=False) for entry in entries if "/" in entry)
    # Names in other scripts go over the wire in this form.
    places = frozenset(parse_place(entry.encode("idna").decode()) for entry in entries if "/" not in entry)
    return Allowed(places, blocks)


def parse_upstream(found: dict[str, Any] | None) -> Upstream | None:
    if found is None:
        return None
    authorization = found.get("authorization")
    return Upstream(parse_place(str(found["place"])), None if authorization is None else str(authorization))


def goes_past_upstream(rules: Rules, host: str) -> bool:
    return any(matches(pattern, host) for pattern in rules.past_upstream)


def matches(pattern: str, host: str) -> bool:
    if pattern == "*":
        return True
    if canonical_address(host) is not None:
        return is_within(host, pattern)
    name = pattern.removeprefix("*").removeprefix(".")
    return name != "" and (host == name or host.endswith("." + name))


def is_within(address: str, pattern: str) -> bool:
    try:
        block = ipaddress.ip_network(pattern, strict=False)
    except ValueError:
        return False
    parsed = ipaddress.ip_address(address)
    return parsed.version == block.version and parsed in block
