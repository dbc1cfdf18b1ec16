"""Entry inside the sandbox: reads one request on stdin, runs its script, reports on descriptor 3.

Everything in this folder is standard library only and runs on Python 2.7 and 3.
"""

import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, FOLDER)

from riposte_inside.session import run_session  # noqa: E402

# An interpreter that is not isolated has put it there, too.
sys.path[:] = [path for path in sys.path if path != FOLDER]

if __name__ == "__main__":
    sys.exit(run_session())
