"""Sources of scripts, by the hash that a plan names."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from riposte_runner.database import Database

KEPT_CHARACTERS = 4 * 1024 * 1024


class ScriptMissing(Exception):
    """The message is for a person."""


class Scripts:
    """Keeps what was used last: a hash never means another text."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[str, str] = OrderedDict()

    async def load(self, digest: str) -> str:
        """Raises ScriptMissing."""
        source = self._kept.get(digest)
        if source is None:
            source = await load_script(self._database, digest)
        self._kept[digest] = source
        self._kept.move_to_end(digest)
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > KEPT_CHARACTERS:
            self._kept.popitem(last=False)
        return source


async def load_script(database: Database, digest: str) -> str:
    """Raises ScriptMissing."""
    row = await database.one("SELECT source FROM scripts WHERE hash = %s", (digest,))
    if row is None:
        raise ScriptMissing("This version of the script is not in the database.")
    source: str = row[0]
    if hashlib.sha256(source.encode("utf-8")).hexdigest() != digest:
        raise ScriptMissing("The script in the database is not the one that was published: it was changed.")
    return source
