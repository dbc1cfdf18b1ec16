"""Carries a connection whose bytes are not ours to read, but for the name that a TLS client asks for."""

from __future__ import annotations

import asyncio

from riposte_runner.egress.address import canonical_address
from riposte_runner.egress.dial import Connection
from riposte_runner.egress.fields import Malformed
from riposte_runner.egress.guard import Refused
from riposte_runner.egress.relay import abort, carry
from riposte_runner.egress.rules import Place
from riposte_runner.egress.tls_hello import Opening, read_opening


async def tunnel(inside: Connection, outside: Connection, place: Place, is_named: bool) -> None:
    """`is_named`: the client has named the place itself, and so knows it. Raises Refused, before anything went out."""
    # A server may speak first.
    answers = asyncio.create_task(carry(outside[0], inside[1]))
    try:
        opening = await read_opening(inside[0])
        refuse_other_name(opening, place, is_named)
        outside[1].write(opening.data)
        await carry(inside[0], outside[1])
        await answers
    except Malformed as error:
        raise Refused(str(place), f"what was to be sent there begins as TLS does, but {error}.") from None
    except OSError:
        abort(outside[1])
    finally:
        answers.cancel()


def refuse_other_name(opening: Opening, place: Place, is_named: bool) -> None:
    """One address may serve many names, and only one of them was checked."""
    if not opening.is_tls or opening.server_name == place.host:
        return
    is_address = canonical_address(place.host) is not None
    if opening.server_name is None:
        if is_address or not is_named:
            return
        raise Refused(str(place), "the TLS client did not say whom it asks for. Let it send the server's name (SNI).")
    if is_address:
        why = f"TLS asked for {opening.server_name} at an address. Name that host instead of its address."
    else:
        why = f"TLS asked for {opening.server_name} there. Let the request name the host that it is for."
    raise Refused(str(place), why)
