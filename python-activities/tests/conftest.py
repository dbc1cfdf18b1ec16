"""As root nothing of the sandbox's suite runs directly: test_as_other_users.py runs it as somebody else."""

from __future__ import annotations

import os

collect_ignore = ["sandbox"] if os.getuid() == 0 else []


def pytest_report_header() -> str:
    return "tests/sandbox is run by test_as_other_users.py, for this is root" if os.getuid() == 0 else "not as root"
