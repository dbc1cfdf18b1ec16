"""What a trigger says from its sandbox, and what of it is heard."""

from __future__ import annotations

import asyncio
import json

from riposte_runner.sandbox.port import Chunk
from riposte_runner.triggers.talk import MOST_EVENTS, Event, LastOutput, Talk


def line(**said: object) -> bytes:
    return json.dumps(said).encode() + b"\n"


def event(number: int) -> bytes:
    return line(event={"id": number, "key": f"key-{number}", "json": '{"n":1.0}'})


def test_lines_are_heard_in_whatever_pieces_they_come() -> None:
    talk = Talk(1000)
    for byte in b"ready\n" + event(1) + b"\nnonsense\n[1]\n" + line(error="why") + line(files={"a": "Yg=="}):
        talk.hear(bytes([byte]))
    assert talk.events.get_nowait() == Event(1, "key-1", '{"n":1.0}')
    assert (list(talk.errors), talk.files, bytes(talk.report)) == (["why"], '{"a": "Yg=="}', b"ready\n")


def test_its_end_is_judged_by_the_last_failure() -> None:
    talk = Talk(1000)
    talk.hear(b"ready\n" + line(failure={"message": "first"}) + line(failure={"message": "last"}))
    assert bytes(talk.report).count(b"failure") == 1
    assert b"last" in talk.report


def test_before_it_is_ready_nothing_counts() -> None:
    talk = Talk(1000)
    talk.hear(event(1))
    assert talk.events.empty()


def test_who_says_too_much_at_once_is_out_of_bounds() -> None:
    long, many = Talk(1000), Talk(1000)
    long.hear(b"ready\n" + b"x" * 1001)
    many.hear(b"ready\n" + b"".join(event(number) for number in range(MOST_EVENTS + 1)))
    assert (long.is_over_bounds, many.is_over_bounds) == (True, True)


def test_answers_go_out_until_it_is_closed() -> None:
    async def said() -> list[bytes | None]:
        talk = Talk(1000)
        talk.answer(Event(3, "k", "{}"), 202, "run_1")
        talk.ask_to_stop()
        talk.close()
        return [await talk.next_word() for _ in range(3)]

    answer, stop, end = asyncio.run(said())
    assert (json.loads(answer or b""), json.loads(stop or b""), end) == (
        {"answer": 3, "status": 202, "message": "run_1"},
        {"stop": True},
        None,
    )


def test_only_the_end_of_its_output_is_kept() -> None:
    output = LastOutput(10)
    for _ in range(100):
        output.append(Chunk("stdout", b"12345"))
    assert (len(output), output.printed, output.was_cut) == (2, 500, True)
