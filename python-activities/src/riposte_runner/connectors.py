"""A connector's settings and secrets, opened only here and only for the job that needs them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any

from riposte_runner.database import Database
from riposte_runner.sealing import Keys, SealBroken
from riposte_runner.secret_texts import secret_texts


class ConnectorMissing(Exception):
    """The message is for a person."""


@dataclass(frozen=True)
class Connector:
    """`text`: settings and secrets as one JSON object. Never log it."""

    text: str | None = field(repr=False)
    environment: dict[str, str] = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    # The only runners that it is for; None: those of the installation.
    group: str | None = None


NO_CONNECTOR = Connector(text=None, environment={}, secrets=())


async def open_connector(database: Database, keys: Keys, workspace_id: str, name: str | None) -> Connector:
    """Raises ConnectorMissing."""
    if name is None:
        return NO_CONNECTOR
    row = await database.one(
        "SELECT id, settings, secrets, runner_group FROM connectors "
        "WHERE workspace_id = %s AND name = %s AND deleted_at IS NULL",
        (workspace_id, name),
    )
    if row is None:
        raise ConnectorMissing(f'There is no connector "{name}".')
    connector_id, settings, sealed, group = row
    try:
        secrets = json.loads(keys.unseal("connectors", connector_id, bytes(sealed)))
    except SealBroken as error:
        raise ConnectorMissing(f'The secrets of the connector "{name}" cannot be opened: {error}') from None
    return replace(connector_of(json.loads(settings), secrets), group=group)


def open_configuration(keys: Keys, sealed_for: str, sealed: bytes) -> Connector:
    """Settings and secrets that were given for one call. Raises SealBroken."""
    found = json.loads(keys.unseal("connectors", sealed_for, sealed))
    return connector_of(found["settings"], found["secrets"])


def connector_of(settings: dict[str, Any], secrets: dict[str, Any]) -> Connector:
    fields = {**settings, **secrets}
    return Connector(
        text=json.dumps(fields),
        environment={f"RIPOSTE_{variable_name(key)}": as_text(value) for key, value in fields.items()},
        secrets=tuple(secret_texts(secrets)),
    )


def variable_name(key: str) -> str:
    """`apiKey`, `api-key` and `api_key` are API_KEY."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", key)
    return re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_").upper()


def as_text(value: Any) -> str:
    """The environment knows no NUL."""
    return (value if isinstance(value, str) else json.dumps(value)).replace("\0", "")
