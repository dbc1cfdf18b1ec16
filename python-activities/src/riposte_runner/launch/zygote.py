"""The warm process: an interpreter with the runner loaded, out of which sandboxes are forked (docs/decisions/0014).

Started by the launcher alone, which holds the other end of descriptor 3. It is told `{"uid"}` with the two sockets of a
sandbox (standby.py), and answers `{"pid"}` of its first process, which is the launcher's child by then, or `{"error"}`.
Holds no secret and never sees a script; single-threaded; standard library only. Ends with the launcher.

    python -I -S -B -X utf8 zygote.py [UID]      UID: whose it becomes, where root has started it
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module

SOURCES = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, SOURCES)

from riposte_runner.launch.interpreter import RUNNER_FOLDER, own_interpreter  # noqa: E402
from riposte_runner.launch.kernel import (  # noqa: E402
    CAP_SETGID,
    CAP_SETUID,
    PR_SET_KEEPCAPS,
    keep_capabilities,
    one_arena,
    set_name,
)
from riposte_runner.launch.process import (  # noqa: E402
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    become,
    prctl,
)
from riposte_runner.launch.root import plan_root  # noqa: E402
from riposte_runner.launch.seccomp import build_filter  # noqa: E402
from riposte_runner.launch.standby import Kit, Session, stand_by  # noqa: E402

sys.path.remove(SOURCES)
sys.path.insert(0, RUNNER_FOLDER)

# By name, for only inside sandboxes these modules are at home.
rehearse: Callable[[], None] = import_module("riposte_inside.rehearsal").rehearse
leave: Callable[[int], None] = import_module("riposte_inside.leaving").leave
run_session: Callable[[], int] = import_module("riposte_inside.session").run_session

sys.path.remove(RUNNER_FOLDER)

CONTROL = 3
SOCKETS = 2
NAME = "riposte-zygote"


def serve(control: socket.socket, kit: Kit) -> Session | None:
    """Returns in the process that is to run a script, or with nothing in this one, when it is over."""
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(control, 1024, SOCKETS)
        if not message:
            return None
        answer, answer_end = os.pipe()
        keeper = os.fork()
        if keeper == 0:
            # The numbers of its descriptors soon mean others.
            control.detach()
            return stand_by(kit, descriptors, json.loads(message)["uid"], answer_end)
        for descriptor in (*descriptors, answer_end):
            os.close(descriptor)
        said = os.read(answer, 4096)
        os.close(answer)
        # After this the first process of the sandbox is the launcher's child.
        os.waitpid(keeper, 0)
        control.send(said or b'{"error":"the sandbox could not be forked"}')


def give_up_rights(uid: str | None) -> None:
    kept = (CAP_SETUID, CAP_SETGID) if uid is not None else ()
    if uid is not None:
        prctl(PR_SET_KEEPCAPS, 1)
        become(int(uid), int(uid))
    keep_capabilities(kept)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_DUMPABLE, 0)
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> Session | None:
    give_up_rights(sys.argv[1] if len(sys.argv) > 1 else None)
    set_name(NAME)
    one_arena()
    interpreter = own_interpreter()
    kit = Kit(plan_root(interpreter), build_filter(), os.path.basename(interpreter.executable))
    # What is shared with those that are forked stays shared: the collector does not write to it.
    gc.collect()
    gc.freeze()
    return serve(socket.socket(fileno=CONTROL), kit)


if __name__ == "__main__":
    session = main()
    if session is not None:
        rehearse()
        session.begin()
        leave(run_session())
