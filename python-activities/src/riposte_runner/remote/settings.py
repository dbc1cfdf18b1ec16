"""What the environment says of a group's runner (env.py has the rest)."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from riposte_runner.env import BadEnvironment, index_variables, paths_in
from riposte_runner.environments import BuildSettings
from riposte_runner.network import NetworkSettings, read_network

MOST_SLOTS = 64


@dataclass(frozen=True)
class RemoteSettings:
    url: str
    token: str
    # What its token has to be for.
    group: str
    name: str
    # Of this process start.
    runner: str
    slots: int
    search_path: tuple[str, ...]
    python_folders: tuple[Path, ...]
    build: BuildSettings
    uv: str | None
    network: NetworkSettings
    log_level: str


def read_settings(values: Mapping[str, str]) -> RemoteSettings:
    """Raises BadEnvironment."""
    url, token, group = (values.get(f"RIPOSTE_{name}") or "" for name in ("URL", "RUNNER_TOKEN", "RUNNER_GROUP"))
    check_url(url)
    if not token.startswith("ripr_"):
        raise BadEnvironment(
            "The token of a runner begins with ripr_: an admin makes one with riposte runners token NAME --group GROUP."
        )
    if not group:
        raise BadEnvironment("Which group is this a runner of? Give --group NAME.")
    slots = values.get("RIPOSTE_RUNNER_SLOTS") or "2"
    if not slots.isdecimal() or not 1 <= int(slots) <= MOST_SLOTS:
        raise BadEnvironment(f"How many scripts run at once (--slots) is a whole number from 1 to {MOST_SLOTS}.")
    certificates = values.get("SSL_CERT_FILE")
    uv, folder = values.get("RIPOSTE_UV") or None, values.get("RIPOSTE_ENVIRONMENTS")
    return RemoteSettings(
        url=url,
        token=token,
        group=group,
        name=values.get("RIPOSTE_RUNNER_NAME") or socket.gethostname(),
        runner=f"rnr_{secrets.token_urlsafe(16)}",
        slots=int(slots),
        search_path=tuple(paths_in(values.get("PATH"))),
        python_folders=tuple(map(Path, paths_in(values.get("RIPOSTE_PYTHONS")))),
        build=BuildSettings(
            folder=Path(folder) if folder and uv else None,
            variables=index_variables(values),
            certificates=Path(certificates).read_text(encoding="utf-8") if certificates else None,
            from_source=values.get("RIPOSTE_BUILD_FROM_SOURCE") == "true",
        ),
        uv=uv,
        network=read_network(values),
        log_level=values.get("RIPOSTE_LOG_LEVEL") or "info",
    )


def check_url(url: str) -> None:
    """Raises BadEnvironment."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme != "http" or not parts.hostname:
        raise BadEnvironment("Where is the server? Give its address with --url, like https://riposte.example.com.")
    if parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise BadEnvironment(f"{url} is not encrypted, and results of scripts go that way: use its https address.")


def own_environment() -> Mapping[str, str]:
    return os.environ
