"""A launcher that tests speak to, whoever has started it."""

from __future__ import annotations

from dataclasses import dataclass

from riposte_runner.launch.process import descendants


@dataclass(frozen=True)
class RunningLauncher:
    socket_path: str
    pid: int
    own_uid_per_job: bool

    def survivors(self) -> list[int]:
        """Everything that still runs under the launcher, however it got there."""
        return descendants([self.pid])[1:]
