"""What a job finds in its own network namespace: the proxy, a name server, and the hosts of its action, each answered
for at an address of its own, so that programs that know no proxy find them too."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from riposte_runner.egress.address import canonical_address
from riposte_runner.egress.rules import Place

# Nobody else's, as all of 127/8 in a namespace without a way out.
OWN_ADDRESS = "127.64.0.1"
PROXY_PORT, NAMES_PORT = 3128, 53
FIRST_OF_HOSTS = ipaddress.IPv4Address("127.64.1.1")
LOCALHOST = "localhost"


@dataclass(frozen=True)
class Door:
    """A socket in the namespace of a job; the proxy holds it."""

    kind: Literal["proxy", "names", "place"]
    address: str
    port: int
    # Where it leads, if to one place only.
    place: Place | None = None


def addresses_inside(listed: tuple[Place, ...]) -> Mapping[str, str]:
    """By host. One that is listed by its address is found there."""
    found: dict[str, str] = {}
    for place in listed:
        if place.host == LOCALHOST:
            found[place.host] = "127.0.0.1"
        elif canonical_address(place.host) is not None:
            found[place.host] = place.host
        else:
            found.setdefault(place.host, str(FIRST_OF_HOSTS + len(found)))
    return found


def doors_of(listed: tuple[Place, ...]) -> tuple[Door, ...]:
    """In the order in which their sockets are handed over."""
    addresses = addresses_inside(listed)
    own = (Door("proxy", OWN_ADDRESS, PROXY_PORT), Door("names", OWN_ADDRESS, NAMES_PORT))
    taken = {(door.address, door.port): door for door in own}
    for place in listed:
        door = Door("place", addresses[place.host], place.port, place)
        taken.setdefault((door.address, door.port), door)
    return tuple(taken.values())
