"""Sources of scripts, by the hash that a plan names."""

from __future__ import annotations

import hashlib

from riposte_runner.database import Database


class ScriptMissing(Exception):
    """The message is for a person."""


async def load_script(database: Database, digest: str) -> str:
    """Raises ScriptMissing."""
    row = await database.one("SELECT source FROM scripts WHERE hash = %s", (digest,))
    if row is None:
        raise ScriptMissing("This version of the script is not in the database.")
    source: str = row[0]
    if hashlib.sha256(source.encode("utf-8")).hexdigest() != digest:
        raise ScriptMissing("The script in the database is not the one that was published: it was changed.")
    return source
