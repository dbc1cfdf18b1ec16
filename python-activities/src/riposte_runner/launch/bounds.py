"""What no job may ask the launcher for more of."""

from __future__ import annotations

MAX_DISK_MB = 4096
MAX_FILES = 1_000_000
