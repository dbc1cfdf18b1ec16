"""Judge an address that somebody signed in from, by facts alone: no network is needed."""

import ipaddress

HOME_COUNTRIES = ("FR", "DE", "BE")


def main(address: str, country: str = "", known_networks: list[str] | None = None) -> dict:
    """Return a score from 0 (harmless) to 100 (hostile) and the reasons for it.

    address: the IPv4 or IPv6 address of the sign-in
    country: two letters, as the identity provider saw it
    known_networks: networks in CIDR notation that belong to us
    """
    ip = ipaddress.ip_address(address)
    reasons = []
    if any(ip in ipaddress.ip_network(network) for network in known_networks or []):
        return {"address": str(ip), "score": 0, "hostile": False, "reasons": ["one of our own networks"]}
    score = 40
    reasons.append("not one of our own networks")
    if country and country.upper() not in HOME_COUNTRIES:
        score += 40
        reasons.append("signed in from " + country.upper())
    print("judged", ip, "with", score)
    return {"address": str(ip), "score": score, "hostile": score >= 70, "reasons": reasons}
