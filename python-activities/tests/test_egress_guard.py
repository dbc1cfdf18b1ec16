"""What a job may reach: held to the same vectors as packages/integrations."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from riposte_runner.egress.address import NoHost, canonical_host, forbidden_address, is_of_this_machine
from riposte_runner.egress.guard import Refused, Target, Unreachable, check
from riposte_runner.egress.http_head import BadRequest, parse_head
from riposte_runner.egress.rules import Place, Rules, parse_place, parse_rules

VECTORS: dict[str, list[str]] = json.loads(
    (Path(__file__).parents[2] / "packages" / "integrations" / "vectors" / "addresses.json").read_text()
)
PUBLIC = "93.184.216.34"


def rules(*hosts: str, internet: bool = False, **others: Any) -> Rules:
    return parse_rules({"internet": internet, "hosts": list(hosts), **others})


class Resolver:
    """Answers as it is told, one answer a question, and counts."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.asked: list[str] = []
        self._answers = list(answers)

    async def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        return self._answers.pop(0)


def checked(of: Rules, place: str, *answers: Sequence[str], by_upstream: bool = False) -> Target:
    return asyncio.run(check(of, parse_place(place), by_upstream, Resolver(*answers)))


@pytest.mark.parametrize("address", VECTORS["refused"])
def test_nothing_connects_to(address: str) -> None:
    assert forbidden_address(address, lambda each: each in VECTORS["own"]) is not None


@pytest.mark.parametrize("address", VECTORS["passes"])
def test_lets_pass(address: str) -> None:
    assert forbidden_address(address, lambda each: each in VECTORS["own"]) is None


def test_an_address_of_this_machine_is_known_without_a_list() -> None:
    assert is_of_this_machine("127.0.0.1")
    assert not is_of_this_machine(PUBLIC)


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("Api.Example.ORG.", "api.example.org"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("[::ffff:127.0.0.1]", "::ffff:7f00:1"),
        ("[0:0:0:0:0:0:0:1]", "::1"),
    ],
)
def test_a_host_has_one_spelling(written: str, host: str) -> None:
    assert canonical_host(written) in (host, "::ffff:127.0.0.1" if host == "::ffff:7f00:1" else host)


@pytest.mark.parametrize(
    "written", ["", "a b", "1.2.3.4.5", "0x", "256.1.1.1", "a..b", "-a.b", "[a]", "é.example", "a/b"]
)
def test_what_is_no_host(written: str) -> None:
    with pytest.raises(NoHost):
        canonical_host(written)


def test_only_what_is_listed_is_looked_up() -> None:
    resolver = Resolver()
    with pytest.raises(Refused, match=r"evil\.example\.org:443 .*An author can add evil\.example\.org:443"):
        asyncio.run(check(rules("api.example.org:443"), Place("evil.example.org", 443), False, resolver))
    assert resolver.asked == []


@pytest.mark.parametrize("port", [25, 22, 8443])
def test_another_port_of_a_listed_host_is_another_place(port: int) -> None:
    with pytest.raises(Refused, match=f"api.example.org:{port}"):
        checked(rules("api.example.org:443"), f"api.example.org:{port}")


def test_the_public_internet_is_the_web() -> None:
    assert checked(rules(internet=True), "any.example.org:443", [PUBLIC]).addresses == (PUBLIC,)
    with pytest.raises(Refused, match="on the ports 80 and 443 only"):
        checked(rules(internet=True), "any.example.org:25")


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "fe80::1%eth0"])
@pytest.mark.parametrize("internet", [True, False])
def test_a_listed_name_that_leads_inside_is_refused(address: str, internet: bool) -> None:
    of = rules("harmless.example.org:443", internet=internet)
    with pytest.raises(Refused, match=r"RIPOSTE_EGRESS_ALLOW=harmless\.example\.org:443"):
        checked(of, "harmless.example.org:443", [address])


def test_what_an_administrator_allows_an_author_has_to_name_all_the_same() -> None:
    allow = "10.0.0.0/8"
    assert checked(rules("10.1.2.3:389", allow=allow), "10.1.2.3:389").addresses == ("10.1.2.3",)
    with pytest.raises(Refused, match="an author has to add"):
        checked(rules(internet=True, allow=allow), "inside.example.org:443", ["10.1.2.3"])


def test_only_addresses_that_were_checked_are_kept() -> None:
    target = checked(rules(internet=True), "mixed.example.org:443", ["10.0.0.1", PUBLIC, "::1", "2606:4700:0::1111"])
    assert target.addresses == (PUBLIC, "2606:4700::1111")


def test_a_name_is_looked_up_once_for_a_connection() -> None:
    """So that it cannot mean another address by the time it is connected to."""
    resolver = Resolver([PUBLIC], ["127.0.0.1"])
    target = asyncio.run(check(rules(internet=True), Place("rebinds.example.org", 443), False, resolver))
    assert (target.addresses, resolver.asked) == ((PUBLIC,), ["rebinds.example.org"])


def test_riposte_itself_is_refused_by_name_and_address() -> None:
    of = rules("soar.example.com:443", internet=True, ownHost="soar.example.com")
    with pytest.raises(Refused, match="Riposte itself"):
        checked(of, "soar.example.com:443", [PUBLIC])
    with pytest.raises(Refused, match="Riposte itself"):
        checked(of, "other.example.com:443", [PUBLIC], [PUBLIC])


def test_what_else_listens_on_this_machine_is_not_called_riposte() -> None:
    with pytest.raises(Refused, match=r"127\.0\.0\.1 is this machine itself"):
        checked(rules("127.0.0.1:8065", ownHost="127.0.0.1"), "127.0.0.1:8065")


def test_an_administrator_can_let_an_action_speak_to_riposte() -> None:
    of = rules("soar.example.com:443", ownHost="soar.example.com", allow="soar.example.com:443")
    assert checked(of, "soar.example.com:443", [PUBLIC]).addresses == (PUBLIC,)


UPSTREAM = {"place": "proxy.example.com:3128", "authorization": None}


def test_through_an_upstream_proxy_the_guard_stays() -> None:
    of = rules(internet=True, upstream=UPSTREAM)
    found = checked(of, "api.example.org:443", [PUBLIC], by_upstream=True)
    assert found == Target(Place("api.example.org", 443), (PUBLIC,), True)
    with pytest.raises(Refused, match="private address"):
        checked(of, "api.example.org:443", ["10.0.0.1"], by_upstream=True)
    with pytest.raises(Refused, match="RIPOSTE_EGRESS_TRUST_PROXY=true"):
        checked(of, "unknown.example.org:443", [], by_upstream=True)


def test_a_proxy_that_is_trusted_looks_names_up() -> None:
    of = rules(internet=True, upstream=UPSTREAM, trustsUpstream=True)
    assert checked(of, "unknown.example.org:443", [], by_upstream=True).addresses == ()
    with pytest.raises(Refused, match="private address"):
        checked(of, "inside.example.org:443", ["10.0.0.1"], by_upstream=True)


@pytest.mark.parametrize(
    ("pattern", "is_past"),
    [("example.org", True), (".example.org", True), ("*.example.org", True), ("*", True), ("ample.org", False)],
)
def test_what_goes_past_the_upstream_proxy(pattern: str, is_past: bool) -> None:
    of = rules(internet=True, upstream=UPSTREAM, pastUpstream=[pattern])
    assert checked(of, "api.example.org:443", [PUBLIC], by_upstream=True).by_upstream is not is_past


def test_a_name_that_is_not_there_is_no_refusal() -> None:
    with pytest.raises(Unreachable, match="could not be looked up"):
        checked(rules(internet=True), "nowhere.example.org:443", [])


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n",
        b"GET https://a.example/ HTTP/1.1\r\n\r\n",
        b"GET http://a.example/ HTTP/2\r\n\r\n",
        b"GET http://u:p@a.example/ HTTP/1.1\r\n\r\n",
        b"GET http://a.example/ HTTP/1.1\r\nHost: b.example\r\n\r\n",
        b"GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n",
        b"GET http://a.example/ HTTP/1.1\r\nX: 1\nHost: b.example\r\n\r\n",
        b"GET http://a.example/ HTTP/1.1\r\nX: 1\r\n folded\r\n\r\n",
        b"GET http://a.example/ HTTP/1.1\r\nHost : a.example\r\n\r\n",
        b"POST http://a.example/ HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST http://a.example/ HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
        b"POST http://a.example/ HTTP/1.1\r\nContent-Length: +3\r\n\r\n",
        b"POST http://a.example/ HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        b"POST http://a.example/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n",
        b"GET http://a.example\x00.b/ HTTP/1.1\r\n\r\n",
        b"CONNECT a.example HTTP/1.1\r\n\r\n",
        b"CONNECT a.example:443:443 HTTP/1.1\r\n\r\n",
        b"CONNECT a.example:0 HTTP/1.1\r\n\r\n",
    ],
)
def test_a_head_that_two_could_read_in_two_ways_is_refused(head: bytes) -> None:
    with pytest.raises(BadRequest):
        parse_head(head)
