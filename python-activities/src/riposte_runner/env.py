"""The only place that reads the environment."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from riposte_runner.limits import CEILINGS, BadCeilings, Ceilings, parse_ceilings
from riposte_runner.network import NetworkSettings, read_network
from riposte_runner.s3 import S3Bucket

MEGABYTE = 1024 * 1024
PROXY_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")


class BadEnvironment(Exception):
    """The message says which variable, and what it should be."""


@dataclass(frozen=True)
class Env:
    database_url: str
    temporal_address: str
    temporal_namespace: str
    temporal_tls: bool
    temporal_api_key: str | None
    purpose_keys: Path
    # Owner of the attempts of this process start.
    instance: str
    weak_sandbox: bool
    # Set where the supervisor is root and runs the launcher.
    launcher_socket: str | None
    # Where the TypeScript worker of this machine hands scripts over, if it does, and whose it is; null: our own user.
    script_socket: str | None
    script_client: int | None
    # Where interpreters for scripts lie, beside the PATH; folders with one of each in a folder of its own.
    search_path: tuple[str, ...]
    python_folders: tuple[Path, ...]
    # Where packages of scripts are built and kept, and by which uv; none of both: nowhere.
    environments: Path | None
    uv: str | None
    # What says where packages come from.
    index_variables: Mapping[str, str]
    certificates: Path | None
    builds_from_source: bool
    log_level: str
    concurrency: int
    # Null: large values go into PostgreSQL.
    bucket: S3Bucket | None
    # Most bytes of one result.
    result_limit: int
    # What no script may have more of, whatever its step says.
    ceilings: Ceilings
    # What scripts reach the network by, where their action lets them.
    network: NetworkSettings


def read_env(environment: Mapping[str, str] | None = None) -> Env:
    values = os.environ if environment is None else environment

    def required(name: str) -> str:
        value = values.get(name)
        if not value:
            raise BadEnvironment(f"{name} is not set.")
        return value

    sandbox = values.get("RIPOSTE_SANDBOX") or "bubblewrap"
    if sandbox not in ("bubblewrap", "weak"):
        raise BadEnvironment(f'RIPOSTE_SANDBOX is "bubblewrap" or "weak", not "{sandbox}".')
    concurrency = values.get("RIPOSTE_SCRIPT_CONCURRENCY") or "4"
    if not concurrency.isdecimal() or int(concurrency) < 1:
        raise BadEnvironment("RIPOSTE_SCRIPT_CONCURRENCY is a whole number from 1.")
    client = values.get("RIPOSTE_SCRIPT_CLIENT_UID")
    if client and not client.isdecimal():
        raise BadEnvironment("RIPOSTE_SCRIPT_CLIENT_UID is the number of a user.")
    limit = values.get("RIPOSTE_RESULT_LIMIT_MB") or "100"
    if not limit.isdecimal() or not 1 <= int(limit) <= 1000:
        raise BadEnvironment("RIPOSTE_RESULT_LIMIT_MB is a whole number from 1 to 1000.")
    try:
        ceilings = parse_ceilings(values.get(CEILINGS) or "")
    except BadCeilings as error:
        raise BadEnvironment(str(error)) from None
    return Env(
        database_url=required("DATABASE_URL"),
        temporal_address=required("TEMPORAL_ADDRESS"),
        temporal_namespace=values.get("TEMPORAL_NAMESPACE") or "default",
        temporal_tls=values.get("TEMPORAL_TLS") == "true",
        temporal_api_key=values.get("TEMPORAL_API_KEY") or None,
        purpose_keys=Path(required("RIPOSTE_PURPOSE_KEYS")),
        instance=values.get("RIPOSTE_INSTANCE") or f"python_{secrets.token_urlsafe(12)}",
        weak_sandbox=sandbox == "weak",
        launcher_socket=values.get("RIPOSTE_LAUNCHER_SOCKET") or None,
        script_socket=values.get("RIPOSTE_SCRIPT_SOCKET") or None,
        script_client=int(client) if client else None,
        search_path=tuple(paths_in(values.get("PATH"))),
        python_folders=tuple(map(Path, paths_in(values.get("RIPOSTE_PYTHONS")))),
        environments=Path(folder) if (folder := values.get("RIPOSTE_ENVIRONMENTS")) else None,
        uv=values.get("RIPOSTE_UV") or None,
        index_variables=index_variables(values),
        certificates=Path(bundle) if (bundle := values.get("SSL_CERT_FILE")) else None,
        builds_from_source=values.get("RIPOSTE_BUILD_FROM_SOURCE") == "true",
        log_level=values.get("RIPOSTE_LOG_LEVEL") or "info",
        concurrency=int(concurrency),
        bucket=read_bucket(values, required),
        result_limit=int(limit) * MEGABYTE,
        ceilings=ceilings,
        network=read_network(values),
    )


def index_variables(values: Mapping[str, str]) -> dict[str, str]:
    """Of uv and of pip alike, and those of a proxy on the way."""
    found = {name: values[name] for name in PROXY_VARIABLES if values.get(name)}
    index = values.get("UV_INDEX_URL") or values.get("UV_DEFAULT_INDEX") or values.get("PIP_INDEX_URL")
    return found if not index else {**found, "UV_DEFAULT_INDEX": index, "PIP_INDEX_URL": index}


def paths_in(value: str | None) -> list[str]:
    return [part for part in (value or "").split(os.pathsep) if part]


def read_bucket(values: Mapping[str, str], required: Callable[[str], str]) -> S3Bucket | None:
    place = values.get("RIPOSTE_BLOBS") or "postgres"
    if place == "postgres":
        return None
    found = re.fullmatch(r"s3://([a-z0-9][a-z0-9.-]+[a-z0-9])(?:/(.*))?", place)
    if found is None:
        raise BadEnvironment("RIPOSTE_BLOBS is postgres or s3://bucket.")
    endpoint = values.get("RIPOSTE_S3_ENDPOINT") or ""
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise BadEnvironment("RIPOSTE_S3_ENDPOINT is an address with http or https.")
    region = values.get("RIPOSTE_S3_REGION") or "us-east-1"
    folder = (found[2] or "").strip("/")
    return S3Bucket(
        endpoint=(endpoint or f"https://s3.{region}.amazonaws.com").rstrip("/"),
        region=region,
        bucket=found[1],
        prefix=f"{folder}/" if folder else "",
        access_key=required("RIPOSTE_S3_ACCESS_KEY"),
        secret_key=required("RIPOSTE_S3_SECRET_KEY"),
    )
