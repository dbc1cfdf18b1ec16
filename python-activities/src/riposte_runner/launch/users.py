"""The users that running sandboxes are given, each to one of them; only root has any to give."""

from __future__ import annotations


class SandboxUsers:
    def __init__(self, uids: list[int]) -> None:
        self._drops = bool(uids)
        self._free = uids

    @property
    def available(self) -> bool:
        return bool(self._free) or not self._drops

    def take(self) -> int | None:
        """None where every sandbox runs as who has started the launcher. Raises IndexError when none is left."""
        return self._free.pop() if self._drops else None

    def give_back(self, uid: int | None) -> None:
        if uid is not None:
            self._free.append(uid)
