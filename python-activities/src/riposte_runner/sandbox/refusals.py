"""What the egress proxy says of a job: into its log, between the lines of the script."""

from __future__ import annotations

import json

from riposte_runner.sandbox.port import Chunk

# The first says why; a script that goes on may be refused for ever.
MOST_TEXTS = 100


class Refusals:
    """Of the proxy alone: no sandbox has that pipe."""

    def __init__(self, output: list[Chunk]) -> None:
        self._output = output
        self._begun = b""
        # Rules that stood against it, and not what could not be reached for other reasons.
        self.texts: list[str] = []

    def hear(self, data: bytes) -> None:
        *lines, self._begun = (self._begun + data).split(b"\n")
        for line in lines:
            said = json.loads(line)
            text = str(said["text"])
            if said["refused"] and len(self.texts) < MOST_TEXTS:
                self.texts.append(text)
            self._output.append(Chunk("stderr", self._own_line(text)))

    def _own_line(self, text: str) -> bytes:
        is_amidst = bool(self._output) and not self._output[-1].data.endswith(b"\n")
        return f"{chr(10) if is_amidst else ''}riposte: network: {text}\n".encode()
