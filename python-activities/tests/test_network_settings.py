"""What a machine's variables mean for the network of scripts."""

from __future__ import annotations

from typing import Any

import pytest

from riposte_runner.egress.rules import Place, parse_rules
from riposte_runner.network import Asked, BadNetwork, network_of, parse_asked, read_network


def test_a_proxy_is_taken_with_its_password_and_what_goes_past_it() -> None:
    settings = read_network(
        {
            "HTTPS_PROXY": "http://user:p%40ss@Proxy.example.com:3128",
            "http_proxy": "proxy.example.com",
            "NO_PROXY": "localhost, .corp.example.com,10.0.0.0/8",
            "RIPOSTE_EGRESS_ALLOW": "10.0.0.0/8, ldap.example.com:636,bücher.example:80",
            "RIPOSTE_PUBLIC_URL": "https://SOAR.example.com:8443/",
            "REQUESTS_CA_BUNDLE": "/etc/company.pem",
        }
    )
    network = network_of(Asked(False, ("api.example.org:443",)), settings)
    rules = parse_rules(dict(network.rules))
    assert network.certificates == "/etc/company.pem"
    assert rules.listed == (Place("api.example.org", 443),)
    assert rules.own_host == "soar.example.com"
    assert rules.upstream is not None and rules.http_upstream is not None
    assert rules.upstream.place == Place("proxy.example.com", 3128)
    assert rules.upstream.authorization == "Basic dXNlcjpwQHNz"
    assert rules.http_upstream.place == Place("proxy.example.com", 80)
    assert rules.past_upstream == ("localhost", ".corp.example.com", "10.0.0.0/8")
    assert rules.allowed(Place("ldap.example.com", 636), "192.168.1.1")
    assert rules.allowed(Place("any.example.com", 1), "10.1.2.3")
    assert not rules.allowed(Place("ldap.example.com", 389), "192.168.1.1")
    assert rules.allowed(Place("xn--bcher-kva.example", 80), "192.168.1.1")
    assert not rules.trusts_upstream


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "https://proxy.example.com:3128"),
        ("HTTPS_PROXY", "socks5://proxy.example.com:1080"),
        ("HTTP_PROXY", "http://proxy.example.com:many"),
        ("RIPOSTE_EGRESS_ALLOW", "10.0.0.1"),
    ],
)
def test_a_mistake_stands_in_the_way_of_scripts_with_a_network_only(name: str, value: str) -> None:
    settings = read_network({name: value})
    with pytest.raises(BadNetwork, match=name):
        network_of(Asked(True, ()), settings)


@pytest.mark.parametrize("found", [[], {"internet": True}, {"internet": True, "hosts": "a:1"}])
def test_what_is_no_network_is_none(found: Any) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        parse_asked(found)
    assert parse_asked(None) is None
