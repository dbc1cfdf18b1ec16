"""Python 3, called by its function main: the form of the step comes from the signature."""

import ipaddress
from typing import Literal, TypedDict


class Verdict(TypedDict):
    address: str
    internal: bool
    version: int


def main(address: str, networks: list[str] = ["10.0.0.0/8", "192.168.0.0/16"], log: Literal["short", "long"] = "short") -> Verdict:
    """Says whether an address is one of ours.

    Args:
        address: The address to judge.
        networks: What counts as ours.
        log: How much goes to the log.
    """
    parsed = ipaddress.ip_address(address)
    inside = [network for network in networks if parsed in ipaddress.ip_network(network)]
    print("looked at", address, "in", inside if log == "long" else len(inside), "networks")
    return {"address": address, "internal": bool(inside), "version": parsed.version}
