"""Which addresses nothing of ours may connect to; packages/integrations/src/egress/address.ts does the same, and
packages/integrations/vectors hold both to it."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PRIVATE = "a private address"
MACHINE = "this machine itself"
LINK_LOCAL = "a link-local address, where clouds keep their metadata"
RESERVED = "a reserved address"
DISGUISED = "an IPv4 address in disguise"

# The first that holds it counts.
KINDS: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(block), kind)
    for block, kind in (
        # Answers only from inside Azure, though it looks public.
        ("168.63.129.16/32", "an address of the cloud's own services"),
        ("0.0.0.0/8", "an unspecified address"),
        ("10.0.0.0/8", PRIVATE),
        ("100.64.0.0/10", "an address of carrier-grade NAT"),
        ("127.0.0.0/8", MACHINE),
        ("169.254.0.0/16", LINK_LOCAL),
        ("172.16.0.0/12", PRIVATE),
        ("192.0.0.0/24", RESERVED),
        ("192.0.2.0/24", RESERVED),
        ("192.88.99.0/24", RESERVED),
        ("192.168.0.0/16", PRIVATE),
        ("198.18.0.0/15", RESERVED),
        ("198.51.100.0/24", RESERVED),
        ("203.0.113.0/24", RESERVED),
        ("224.0.0.0/4", "a multicast address"),
        ("255.255.255.255/32", "a broadcast address"),
        ("240.0.0.0/4", RESERVED),
        ("::/128", "an unspecified address"),
        ("::1/128", MACHINE),
        ("::ffff:0:0/96", DISGUISED),
        ("::ffff:0:0:0/96", DISGUISED),
        ("64:ff9b::/96", "a NAT64 address"),
        ("2002::/16", "a 6to4 address"),
        ("2001::/32", "a Teredo address"),
        ("2001::/23", RESERVED),
        ("2001:db8::/32", RESERVED),
        ("3fff::/20", RESERVED),
        ("fc00::/7", PRIVATE),
        ("fe80::/10", LINK_LOCAL),
        ("ff00::/8", "a multicast address"),
    )
)
# All of IPv6 that was ever given out to the public.
PUBLIC_V6 = ipaddress.ip_network("2000::/3")

LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
NAME = re.compile(rf"(?=.{{1,253}}\Z){LABEL}(?:\.{LABEL})*")
# What browsers and resolvers read as an IPv4 address, however it is written.
NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")


class NoHost(ValueError):
    """Neither a name nor an address."""


def canonical_address(text: str) -> str | None:
    """The one spelling of an address, without zone; None when it is none."""
    try:
        return str(ipaddress.ip_address(text.partition("%")[0]))
    except ValueError:
        return None


def canonical_host(text: str) -> str:
    """A name in small letters, or the one spelling of an address, be it written as one number. Raises NoHost."""
    host = text.lower().removesuffix(".")
    if host.startswith("[") and host.endswith("]"):
        address = canonical_address(host[1:-1])
        if address is None or ":" not in address:
            raise NoHost(f'"{text}" is no host')
        return address
    if NUMERIC.fullmatch(host):
        try:
            return socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            raise NoHost(f'"{text}" is no host') from None
    address = canonical_address(host)
    if address is not None:
        return address
    if NAME.fullmatch(host) is None:
        raise NoHost(f'"{text}" is no host')
    return host


def forbidden_address(address: str, is_own: Callable[[str], bool]) -> str | None:
    """Why nothing of ours may connect there, as half a sentence; None when it is an ordinary public address."""
    canonical = canonical_address(address)
    if canonical is None:
        return "not an address"
    parsed = ipaddress.ip_address(canonical)
    for block, kind in KINDS:
        if parsed.version == block.version and parsed in block:
            return kind
    if parsed.version == 6 and parsed not in PUBLIC_V6:
        return RESERVED
    return MACHINE if is_own(canonical) else None


def is_of_this_machine(address: str) -> bool:
    """Public ones included: a service may listen on them for the neighbours only. Sends nothing."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 9))
            # To an address of its own a machine speaks from that address.
            return canonical_address(str(probe.getsockname()[0])) == address
        except OSError:
            return False
