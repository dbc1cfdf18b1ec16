"""All that the runner of a group asks of the API; it knows nobody else. The standard library's client is enough."""

from __future__ import annotations

import asyncio
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

# The API holds a question for 20 s where it has no answer yet.
ANSWER_SECONDS = 40.0


class ServerAway(Exception):
    """It did not answer, or said that it cannot just now: ask again."""


class TokenRefused(Exception):
    """The token is unknown, or was revoked."""


class JobGone(Exception):
    """Nobody waits for it any more."""


class Server:
    def __init__(self, url: str, token: str, runner: str, questions: int) -> None:
        """`questions`: how many may be open at once."""
        self._url = url.rstrip("/")
        self._token = token
        self._runner = runner
        self._threads = ThreadPoolExecutor(questions, thread_name_prefix="question")

    async def greet(self, said: dict[str, Any]) -> dict[str, Any]:
        return await self._ask("greet", {**said, "runner": self._runner})

    async def next(self, key: str) -> dict[str, Any] | None:
        found = await self._ask("next", {"runner": self._runner, "key": key})
        return found or None

    async def beat(self, job: str) -> str | None:
        """What it should stop for. Raises JobGone."""
        stop = (await self._ask(f"jobs/{job}/beat", {"runner": self._runner}))["stop"]
        return None if stop is None else str(stop)

    async def end(self, job: str, result: bytes) -> None:
        """Raises JobGone."""
        runner = urllib.parse.quote(self._runner)
        await self._post(f"jobs/{job}/end?runner={runner}", result)

    async def part(self) -> None:
        await self._ask("part", {"runner": self._runner})

    async def _ask(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self._post(path, json.dumps(body).encode())

    async def _post(self, path: str, body: bytes) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: self._send(path, body))

    def _send(self, path: str, body: bytes) -> dict[str, Any]:
        headers = {"authorization": f"Bearer {self._token}", "content-type": "application/json"}
        request = urllib.request.Request(f"{self._url}/runner/{path}", body, headers, method="POST")  # noqa: S310 (env.py)
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
                text = answer.read()
        except urllib.error.HTTPError as error:
            said = message_of(error)
            if error.code == 401:
                raise TokenRefused(said) from None
            if error.code == 409:
                raise JobGone(said) from None
            raise ServerAway(f"{error.code}: {said}") from None
        except (OSError, http.client.HTTPException) as error:
            raise ServerAway(str(error)) from None
        return json.loads(text) if text else {}


def message_of(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read())["message"])[:500]
    except (OSError, ValueError, KeyError, TypeError):
        return error.reason
