"""How far a job reaches: checks, connects, and tells what was refused."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import AsyncGenerator

from riposte_runner.egress.dial import Connection, dial
from riposte_runner.egress.guard import Refused, Resolver, Unreachable, check
from riposte_runner.egress.relay import abort
from riposte_runner.egress.rules import Place, Rules

MOST_TOLD = 100
# In JSON a line of it is still written at once.
LONGEST_TOLD = 600


class Reach:
    """`said`: a pipe to whoever keeps the log of the job."""

    def __init__(self, rules: Rules, said: int, resolve: Resolver) -> None:
        self.rules = rules
        self._said: int | None = said
        self._resolve = resolve
        self._told: set[str] = set()
        os.set_blocking(said, False)

    @contextlib.asynccontextmanager
    async def to(self, place: Place, is_http: bool) -> AsyncGenerator[Connection]:
        """Raises Refused or Unreachable."""
        upstream = self.rules.http_upstream if is_http else self.rules.upstream
        target = await check(self.rules, place, upstream is not None, self._resolve)
        reader, writer = await dial(target, upstream)
        try:
            yield reader, writer
        finally:
            abort(writer)

    def tell(self, error: Refused | Unreachable) -> None:
        """Each once: a script may try a thing a thousand times."""
        text = printable(str(error))
        # After its end that number may be another job's pipe.
        if self._said is None or text in self._told or len(self._told) >= MOST_TOLD:
            return
        self._told.add(text)
        line = {"refused": isinstance(error, Refused), "text": text}
        # Nobody reads on once the job is over.
        with contextlib.suppress(OSError):
            os.write(self._said, json.dumps(line).encode() + b"\n")

    def close(self) -> None:
        assert self._said is not None
        os.close(self._said)
        self._said = None


def printable(text: str) -> str:
    """What a script has chosen may stand in it."""
    return "".join(c if c.isprintable() else "?" for c in text[:LONGEST_TOLD])
