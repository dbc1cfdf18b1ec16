"""Whether a job may reach a place, and by which addresses: those that were checked are the ones connected to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from riposte_runner.egress.address import MACHINE, canonical_address, forbidden_address, is_of_this_machine
from riposte_runner.egress.rules import WEB_PORTS, Place, Rules, goes_past_upstream

# All addresses of a name. Raises OSError.
Resolver = Callable[[str], Awaitable[Sequence[str]]]

LOOKUP_SECONDS = 10.0
OURSELVES = "Riposte itself"


class Refused(Exception):
    """By a rule. `why` is a sentence or two: the rule, and who can change it."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where} may not be reached: {why}")


class Unreachable(Exception):
    """It may be reached, and is not."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where} cannot be reached: {why}.")


@dataclass(frozen=True)
class Target:
    place: Place
    # To be tried in turn; none where the upstream proxy looks the name up.
    addresses: tuple[str, ...]
    by_upstream: bool


async def system_resolver(host: str) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_rest, sockaddr in found))


async def check(rules: Rules, place: Place, by_upstream: bool, resolve: Resolver) -> Target:
    """`by_upstream`: there is a proxy for what it speaks. Raises Refused or Unreachable."""
    refuse_unlisted(rules, place)
    by_upstream = by_upstream and not goes_past_upstream(rules, place.host)
    is_own = place.host == rules.own_host
    found = await addresses_of(rules, place, by_upstream, resolve)
    if not found:
        if is_own:
            raise refused_address(rules, place, [f"{place.host} is {OURSELVES}"])
        return Target(place, (), by_upstream)
    own = frozenset(found) if is_own else await own_addresses(rules, resolve)
    passed: list[str] = []
    refused: list[str] = []
    for address in found:
        # Where we listen on an address of this machine, other services do too.
        reason = forbidden_address(address, is_of_this_machine) or (OURSELVES if address in own else None)
        # The network that everybody may reach holds nothing of one's own: an action has to name that.
        if reason is None or (place in rules.listed and rules.allowed(place, address)):
            passed.append(address)
        else:
            refused.append(f"{address} is {reason}")
    if not passed:
        raise refused_address(rules, place, refused)
    # Where it is the proxy's to choose, it is given the name, and then what it makes of it is not known here.
    return Target(place, () if by_upstream and rules.trusts_upstream else tuple(passed), by_upstream)


def refuse_unlisted(rules: Rules, place: Place) -> None:
    """Before its name is looked up: who watches name servers is to learn nothing by it."""
    if place in rules.listed or (rules.internet and place.port in WEB_PORTS):
        return
    if rules.internet:
        ports = " and ".join(map(str, WEB_PORTS))
        why = f"the public internet is open to this action on the ports {ports} only."
    else:
        why = "it is not among the hosts of this action."
    raise Refused(str(place), f"{why} An author can add {place} to them (Network, in the action's settings).")


async def addresses_of(rules: Rules, place: Place, by_upstream: bool, resolve: Resolver) -> tuple[str, ...]:
    """In their one spelling; none where only a proxy that is trusted can look it up."""
    if canonical_address(place.host) is not None:
        return (place.host,)
    try:
        found = await asyncio.wait_for(resolve(place.host), LOOKUP_SECONDS)
    except (OSError, UnicodeError, TimeoutError, asyncio.TimeoutError):
        found = ()
    if found:
        return tuple(dict.fromkeys(canonical_address(address) or address for address in found))
    if not by_upstream:
        raise Unreachable(str(place), "its name could not be looked up")
    if rules.trusts_upstream:
        return ()
    why = (
        "its name could not be looked up here, so nobody knows where the upstream proxy would lead. An administrator "
        "can let that proxy look names up (RIPOSTE_EGRESS_TRUST_PROXY=true)."
    )
    raise Refused(str(place), why)


async def own_addresses(rules: Rules, resolve: Resolver) -> frozenset[str]:
    """Those by which the outside reaches us, looked up each time, for names move."""
    if rules.own_host is None:
        return frozenset()
    try:
        found = await asyncio.wait_for(resolve(rules.own_host), LOOKUP_SECONDS)
    except (OSError, UnicodeError, TimeoutError, asyncio.TimeoutError):
        return frozenset()
    return frozenset(canonical_address(address) or address for address in found)


def refused_address(rules: Rules, place: Place, reasons: list[str]) -> Refused:
    said = ", ".join(reasons)
    if place in rules.listed:
        return Refused(str(place), f"{said}. An administrator can allow it (RIPOSTE_EGRESS_ALLOW={place}).")
    what = "what is not public" if MACHINE not in said else "this machine"
    why = f"{said}. For {what}, an author has to add {place} to the hosts of the action"
    return Refused(str(place), f"{why}, and an administrator to allow it (RIPOSTE_EGRESS_ALLOW={place}).")
