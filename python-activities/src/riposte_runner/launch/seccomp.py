"""The sandbox's system call filter as a classic BPF program, built without any package.

Allowed is what is not named here: the filter shuts the doors of the kernel that no script needs and
that the namespaces do not close by themselves. What counts memory nowhere (memfd, System V) is closed too.
"""

from __future__ import annotations

import errno
import platform
import struct

from riposte_runner.launch.syscalls import AARCH64, EVERYWHERE, X86_64

LOAD_WORD = 0x20
JUMP_EQUAL = 0x15
JUMP_AT_LEAST = 0x35
JUMP_ANY_BIT = 0x45
RETURN = 0x06

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
ERRNO = 0x00050000

# Offsets into struct seccomp_data; arguments are little-endian words of 8 bytes.
NUMBER = 0
ARCHITECTURE = 4
ARGUMENT_0 = 16
ARGUMENT_1 = 24

# CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
NAMESPACE_FLAGS = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
X32_BIT = 0x40000000
AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
TIOCSTI, TIOCLINUX = 0x5412, 0x541C

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
TABLES = {"x86_64": {**X86_64, **EVERYWHERE}, "aarch64": {**AARCH64, **EVERYWHERE}}

# Decided by their arguments; every other call that a table names is denied.
BY_ARGUMENT = frozenset({"clone", "clone3", "socket", "socketpair", "personality", "ioctl"})

Program = list[bytes]


def instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)


def refuse(number: int) -> bytes:
    return instruction(RETURN, ERRNO | number)


def build_filter(machine: str | None = None) -> bytes:
    """The program for bubblewrap's --seccomp. Raises KeyError on a machine it does not know."""
    machine = machine or platform.machine()
    table = TABLES[machine]
    program: Program = [
        instruction(LOAD_WORD, ARCHITECTURE),
        instruction(JUMP_EQUAL, AUDIT_ARCH[machine], 1, 0),
        instruction(RETURN, KILL_PROCESS),
        instruction(LOAD_WORD, NUMBER),
    ]
    if machine == "x86_64":
        program += [instruction(JUMP_AT_LEAST, X32_BIT, 0, 1), refuse(errno.ENOSYS)]
    # glibc falls back to clone, whose flags a filter can see; clone3's lie behind a pointer.
    program += when_number(table["clone3"], [refuse(errno.ENOSYS)])
    for name in sorted(table.keys() - BY_ARGUMENT):
        program += when_number(table[name], [refuse(errno.EPERM)])
    program += when_number(
        table["clone"],
        [
            instruction(LOAD_WORD, ARGUMENT_0),
            instruction(JUMP_ANY_BIT, NAMESPACE_FLAGS, 0, 1),
            refuse(errno.EPERM),
            instruction(RETURN, ALLOW),
        ],
    )
    program += when_number(table["socket"], only((AF_UNIX, AF_INET, AF_INET6), errno.EAFNOSUPPORT))
    program += when_number(table["socketpair"], only((AF_UNIX,), errno.EAFNOSUPPORT))
    # 0 is Linux, 0xffffffff asks; anything else switches protections off.
    program += when_number(table["personality"], only((0, 0xFFFFFFFF), errno.EPERM))
    program += when_number(
        table["ioctl"],
        [
            instruction(LOAD_WORD, ARGUMENT_1),
            instruction(JUMP_EQUAL, TIOCSTI, 1, 0),
            instruction(JUMP_EQUAL, TIOCLINUX, 0, 1),
            refuse(errno.EPERM),
            instruction(RETURN, ALLOW),
        ],
    )
    program.append(instruction(RETURN, ALLOW))
    return b"".join(program)


def when_number(number: int, then: Program) -> Program:
    """`then` must end in a return: it overwrites the register that holds the number."""
    return [instruction(JUMP_EQUAL, number, 0, len(then)), *then]


def only(values: tuple[int, ...], otherwise: int) -> Program:
    """Returns: allowed when the first argument is one of `values`, else that error."""
    program = [instruction(LOAD_WORD, ARGUMENT_0)]
    for position, value in enumerate(values):
        to_allow = len(values) - position
        program.append(instruction(JUMP_EQUAL, value, to_allow, 0))
    return [*program, refuse(otherwise), instruction(RETURN, ALLOW)]
