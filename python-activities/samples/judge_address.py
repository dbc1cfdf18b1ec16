"""The way of `def main`: arguments by name, the result by return value, print goes to the log."""

import ipaddress


def main(address, known_networks=("10.0.0.0/8", "192.168.0.0/16")):
    parsed = ipaddress.ip_address(address)
    inside = [network for network in known_networks if parsed in ipaddress.ip_network(network)]
    print("looked at", address)
    return {"address": address, "internal": bool(inside), "networks": inside, "version": parsed.version}
