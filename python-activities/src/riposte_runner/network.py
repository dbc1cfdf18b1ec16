"""What the network of a script is made of: what its action asks for, within what this machine is set to."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import SplitResult, unquote, urlsplit

from riposte_runner.egress.address import canonical_host
from riposte_runner.egress.rules import Place, parse_allowed
from riposte_runner.sandbox.port import Network

ALLOW, TRUST = "RIPOSTE_EGRESS_ALLOW", "RIPOSTE_EGRESS_TRUST_PROXY"
USUAL_PROXY_PORT = 80


class BadNetwork(Exception):
    """What is set cannot be meant; the message names the variable."""


@dataclass(frozen=True)
class Asked:
    """By an action."""

    internet: bool
    # `host:port` each.
    hosts: tuple[str, ...]


@dataclass(frozen=True)
class NetworkSettings:
    """As every job's rules have them (egress/rules.py), and the file with the certificates to trust."""

    rules: Mapping[str, Any]
    certificates: str | None
    # Why there is no network at all.
    problem: str | None = None


def network_of(asked: Asked, settings: NetworkSettings) -> Network:
    """Raises BadNetwork."""
    if settings.problem is not None:
        raise BadNetwork(settings.problem)
    rules = {**settings.rules, "internet": asked.internet, "hosts": list(asked.hosts)}
    return Network(rules, settings.certificates)


def parse_asked(found: object) -> Asked | None:
    """Raises KeyError, TypeError or ValueError."""
    if found is None:
        return None
    if not isinstance(found, dict) or not isinstance(found["hosts"], list):
        raise ValueError("a network is an object with a list of hosts")
    return Asked(found["internet"] is True, tuple(map(str, cast(list[object], found["hosts"]))))


def read_network(values: Mapping[str, str]) -> NetworkSettings:
    """A mistake stands in the way of scripts with a network only."""
    certificates = values.get("REQUESTS_CA_BUNDLE") or values.get("SSL_CERT_FILE") or system_certificates()
    try:
        return NetworkSettings(read_rules(values), certificates)
    except BadNetwork as error:
        return NetworkSettings({}, None, str(error))


def read_rules(values: Mapping[str, str]) -> dict[str, Any]:
    """Raises BadNetwork."""
    allow = values.get(ALLOW) or ""
    try:
        parse_allowed(allow)
    except ValueError as error:
        raise BadNetwork(f"{ALLOW}: {error}.") from None
    past = set_of(values, "NO_PROXY")
    return {
        "allow": allow,
        "ownHost": host_of(values.get("RIPOSTE_PUBLIC_URL")),
        "httpUpstream": upstream_of(values, "HTTP_PROXY"),
        "upstream": upstream_of(values, "HTTPS_PROXY"),
        "pastUpstream": [entry.strip() for entry in past.split(",") if entry.strip()],
        "trustsUpstream": values.get(TRUST) == "true",
    }


def set_of(values: Mapping[str, str], name: str) -> str:
    return values.get(name) or values.get(name.lower()) or ""


def host_of(url: str | None) -> str | None:
    host = urlsplit(url or "").hostname
    try:
        return None if not host else canonical_host(f"[{host}]" if ":" in host else host)
    except ValueError:
        return None


def upstream_of(values: Mapping[str, str], name: str) -> dict[str, Any] | None:
    text = set_of(values, name)
    if text == "":
        return None
    try:
        url = urlsplit(text if "//" in text else f"http://{text}")
        if url.scheme != "http" or not url.hostname:
            raise ValueError
        host = canonical_host(f"[{url.hostname}]" if ":" in url.hostname else url.hostname)
        place = Place(host, url.port or USUAL_PROXY_PORT)
    except ValueError:
        raise BadNetwork(f"{name} is not the address of a proxy like http://proxy.example.com:3128.") from None
    return {"place": str(place), "authorization": authorization_of(url)}


def authorization_of(url: SplitResult) -> str | None:
    if url.username is None:
        return None
    pair = f"{unquote(url.username)}:{unquote(url.password or '')}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def system_certificates() -> str | None:
    """The bundle of this machine; Python knows where it lies."""
    usual = (ssl.get_default_verify_paths().cafile, "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/cert.pem")
    return next((path for path in usual if path and Path(path).is_file()), None)
