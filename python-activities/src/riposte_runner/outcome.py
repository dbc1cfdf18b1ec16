"""The three ways in which an action ends, as plain JSON (ActionOutcome)."""

from __future__ import annotations

from typing import Any, Literal

FailureCode = Literal[
    "bad_arguments",
    "limit_exceeded",
    "script_failed",
    "unavailable",
    "egress_refused",
    "timeout",
    "unknown_outcome",
    "cancelled",
    "connector_missing",
    "environment_missing",
    "sandbox_unavailable",
    "not_found",
    "internal",
]

Outcome = dict[str, Any]

# A failure's message is for a person; what is longer belongs in the log.
LONGEST_MESSAGE = 2_000


def done(output: dict[str, Any], branches: tuple[str, ...] = ()) -> Outcome:
    taken = {"branches": list(branches)} if branches else {}
    return {"kind": "done", "output": output, **taken}


def failed(code: FailureCode, message: str, retryable: bool = False) -> Outcome:
    return {"kind": "failed", "failure": failure(code, message, retryable)}


def unknown(message: str) -> Outcome:
    return {"kind": "unknown", "failure": failure("unknown_outcome", message, False)}


def failure(code: FailureCode, message: str, retryable: bool) -> dict[str, Any]:
    shown = message if len(message) <= LONGEST_MESSAGE else message[:LONGEST_MESSAGE] + "…"
    return {"code": code, "message": storable(shown), "retryable": retryable}


def storable(text: str) -> str:
    """PostgreSQL has neither NUL nor half a surrogate pair in its text."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
