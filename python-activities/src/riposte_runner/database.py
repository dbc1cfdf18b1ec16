"""A small pool of connections to PostgreSQL that survives its restarts."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncGenerator
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from riposte_runner.s3 import S3Away

# What a restart of PostgreSQL or of the store beside it, or a network, does; everything else is a bug.
Unreachable = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, S3Away)

Row = tuple[Any, ...]

# One that was of use a moment ago is not asked first whether it still is: each query would cost two.
FRESH_SECONDS = 2.0


class Database:
    def __init__(self, url: str, connections: int) -> None:
        self.url = url
        self._used_at: WeakKeyDictionary[psycopg.AsyncConnection[Row], float] = WeakKeyDictionary()
        self._pool = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=connections,
            timeout=5,
            # Then the next caller asks anew: its pauses would grow to minutes.
            reconnect_timeout=5,
            open=False,
            check=self._check,
            kwargs={"autocommit": True, "connect_timeout": 5, "application_name": "riposte-python"},
        )

    async def open(self) -> None:
        """Raises one of `Unreachable`."""
        # The pool would only say that it waited in vain; this says why.
        await (await psycopg.AsyncConnection.connect(self.url, connect_timeout=5)).close()
        await self._pool.open()

    async def close(self) -> None:
        await self._pool.close()

    async def _check(self, connection: psycopg.AsyncConnection[Row]) -> None:
        now = time.monotonic()
        if now - self._used_at.get(connection, 0.0) > FRESH_SECONDS:
            await AsyncConnectionPool.check_connection(connection)
        self._used_at[connection] = now

    async def one(self, query: str, values: Row) -> Row | None:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(query.encode(), values)
            return await cursor.fetchone()

    async def all(self, query: str, values: Row) -> list[Row]:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(query.encode(), values)
            return await cursor.fetchall()

    async def one_binary(self, query: str, values: Row) -> Row | None:
        """For bytes, which are twice as long as text."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(query.encode(), values, binary=True)
            return await cursor.fetchone()

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncGenerator[psycopg.AsyncConnection[Row]]:
        async with self._pool.connection() as connection, connection.transaction():
            yield connection

    async def run(self, query: str, values: Row) -> None:
        async with self._pool.connection() as connection:
            await connection.execute(query.encode(), values)
