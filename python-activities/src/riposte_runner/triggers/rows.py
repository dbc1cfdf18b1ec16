"""The rows of triggers of modules and of what they send; they live by SQL functions (packages/db/migrations/0034)."""

from __future__ import annotations

from dataclasses import dataclass

from riposte_runner.database import Database


@dataclass(frozen=True)
class Start:
    """One start of a trigger, which is its owner's while the lease lives."""

    trigger_id: str
    owner: str
    fence: int
    workspace_id: str
    # Its key in the catalogue.
    type: str
    # As a plan has it, as JSON text.
    script: str
    # Of the binding, as JSON text.
    config: str
    connector: str | None
    # What it has kept from the start before, as JSON text.
    files: str

    @property
    def hold(self) -> tuple[str, str, int]:
        return (self.trigger_id, self.owner, self.fence)


@dataclass(frozen=True)
class Found:
    # Of those that run: whose lease was renewed. The others are to be stopped.
    kept: frozenset[str]
    starts: list[Start]


async def keep(database: Database, owner: str, running: list[str], room: int) -> Found:
    rows = await database.all(
        "SELECT trigger_id, is_new, fence, workspace_id, type, script, config, connector, files "
        "FROM module_trigger_keep(%s, %s, %s)",
        (owner, running, room),
    )
    kept = frozenset(row[0] for row in rows if not row[1])
    return Found(kept, [Start(row[0], owner, *row[2:]) for row in rows if row[1]])


@dataclass(frozen=True)
class Said:
    """What is none stays as it was."""

    state: str | None
    log: str | None
    error: str | None
    files: str | None


async def says(database: Database, start: Start, said: Said) -> bool:
    """False where it is not its owner's any more."""
    row = await database.one(
        "SELECT module_trigger_says(%s, %s, %s, %s, %s, %s, %s)",
        (*start.hold, said.state, said.log, said.error, said.files),
    )
    return row is not None and bool(row[0])


async def end(database: Database, start: Start, error: str | None, went_well: bool) -> None:
    """`error`: none where it was told to stop."""
    await database.run("SELECT module_trigger_end(%s, %s, %s, %s, %s)", (*start.hold, error, went_well))


async def offer(database: Database, start: Start, key: str, event: str) -> int | None:
    """The number of the event, by which it is asked for; none where the trigger is not its owner's any more."""
    row = await database.one("SELECT module_event_offer(%s, %s, %s, %s, %s)", (*start.hold, key, event))
    return None if row is None else row[0]


async def answer(database: Database, start: Start, event: int) -> tuple[int, str] | None:
    """What became of an event, as HTTP says it; none while that is open."""
    row = await database.one("SELECT status, message FROM module_event_answer(%s, %s)", (event, start.trigger_id))
    return None if row is None else (row[0], row[1])
