"""Structured logs on stderr: JSON lines with the same fields as pino's. Never log a value of a run."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

# pino's numbers
LEVELS = {logging.DEBUG: 20, logging.INFO: 30, logging.WARNING: 40, logging.ERROR: 50, logging.CRITICAL: 60}
NAMES = {
    "trace": logging.DEBUG,
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warn": logging.WARNING,
    "error": logging.ERROR,
    "fatal": logging.CRITICAL,
}


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "level": LEVELS.get(record.levelno, 30),
            "time": int(record.created * 1000),
            "component": record.name.removeprefix("riposte."),
            "msg": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            # Not its message: that may quote a value of a run.
            line["err"] = {"type": record.exc_info[0].__name__, "at": place_of(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=False)


def place_of(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""


def logger(component: str) -> logging.Logger:
    return logging.getLogger(f"riposte.{component}")


def start_logging(level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # We say ourselves when PostgreSQL is away, once and not for every connection.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    logging.getLogger("riposte").setLevel(NAMES.get(level, logging.INFO))
