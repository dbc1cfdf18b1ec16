"""The filter, run by a small interpreter of its instructions: for machines that this one is not, too."""

from __future__ import annotations

import errno
import struct

import pytest

from riposte_runner.launch.seccomp import ALLOW, AUDIT_ARCH, BY_ARGUMENT, ERRNO, KILL_PROCESS, TABLES, build_filter


def judge(program: bytes, number: int, arguments: tuple[int, ...] = (), arch: int | None = None) -> int:
    data = struct.pack("<iIQ6Q", number, arch or 0, 0, *(arguments + (0,) * (6 - len(arguments))))
    steps = [struct.unpack_from("<HBBI", program, at) for at in range(0, len(program), 8)]
    at, register = 0, 0
    while True:
        code, if_true, if_false, value = steps[at]
        at += 1
        if code == 0x20:
            (register,) = struct.unpack_from("<I", data, value)
        elif code == 0x06:
            return value
        else:
            holds = {0x15: register == value, 0x35: register >= value, 0x45: bool(register & value)}[code]
            at += if_true if holds else if_false


@pytest.mark.parametrize("machine", sorted(TABLES))
def test_every_named_call_is_denied_and_others_are_not(machine: str) -> None:
    program, arch = build_filter(machine), AUDIT_ARCH[machine]
    for name, number in TABLES[machine].items():
        if name not in BY_ARGUMENT:
            assert judge(program, number, arch=arch) == ERRNO | errno.EPERM, name
    named = set(TABLES[machine].values())
    for number in set(range(450)) - named:
        assert judge(program, number, arch=arch) == ALLOW


@pytest.mark.parametrize("machine", sorted(TABLES))
def test_arguments_decide(machine: str) -> None:
    program, arch, table = build_filter(machine), AUDIT_ARCH[machine], TABLES[machine]

    def of(name: str, *arguments: int) -> int:
        return judge(program, table[name], arguments, arch)

    assert of("clone", 17) == of("clone", 0x3D0F00) == ALLOW
    assert of("clone", 0x10000000 | 17) == of("clone", 0x00020000) == ERRNO | errno.EPERM
    assert of("clone3") == ERRNO | errno.ENOSYS
    assert [of("socket", family) for family in (1, 2, 10)] == [ALLOW] * 3
    assert [of("socket", family) for family in (0, 16, 17, 38, 40)] == [ERRNO | errno.EAFNOSUPPORT] * 5
    assert (of("socketpair", 1), of("socketpair", 2)) == (ALLOW, ERRNO | errno.EAFNOSUPPORT)
    assert of("personality", 0) == of("personality", 0xFFFFFFFF) == ALLOW
    assert of("personality", 0x0040000) == ERRNO | errno.EPERM
    assert of("ioctl", 0, 0x5401) == ALLOW
    assert of("ioctl", 0, 0x5412) == of("ioctl", 0, 0x541C) == ERRNO | errno.EPERM
    # The kernel looks at the lower half only; so must the filter.
    assert of("ioctl", 0, 0xFFFFFFFF00005412) == ERRNO | errno.EPERM


@pytest.mark.parametrize("machine", sorted(TABLES))
def test_another_architecture_is_killed(machine: str) -> None:
    for arch in (0x40000003, 0x40000028, 0):
        assert judge(build_filter(machine), 1, arch=arch) == KILL_PROCESS


def test_x32_calls_do_not_exist() -> None:
    assert judge(build_filter("x86_64"), 0x40000000 | 59, arch=AUDIT_ARCH["x86_64"]) == ERRNO | errno.ENOSYS
