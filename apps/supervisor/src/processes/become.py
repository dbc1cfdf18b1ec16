"""Becomes another user and then a program, so that the program starts with what it may have and no more.

    python3 -I -S become.py UID GID NO_NEW_PRIVS DEATH_SIGNAL PARENT PROGRAM [ARGUMENT…]

UID and GID are - for "stay who you are"; NO_NEW_PRIVS is 0 or 1; DEATH_SIGNAL is what the program gets
when its parent, process PARENT, is gone (Linux only; 0: nothing).
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38


def main():
    uid, gid, no_new_privs, death_signal, parent = sys.argv[1:6]
    command = sys.argv[6:]
    os.closerange(3, 1024)
    if uid != "-":
        os.setgroups([])
        os.setgid(int(gid))
        os.setuid(int(uid))
        os.umask(0o077)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if no_new_privs == "1" and libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "no_new_privs was refused")
        if death_signal != "0":
            # After the change of user, which would clear it.
            libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
            if os.getppid() != int(parent):
                sys.exit(1)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
