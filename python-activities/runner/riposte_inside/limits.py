"""Limits of the kernel for this process and all it starts; without privileges they never go up again."""

import resource

try:
    from _thread import stack_size
except ImportError:
    from thread import stack_size

MEGABYTE = 1024 * 1024
# Enough for the interpreter's own limit of recursion. Stacks are reserved whole, and what is reserved counts as
# memory: with the usual 8 MB most of it would be gone after a few threads.
THREAD_STACK_BYTES = 2 * MEGABYTE


def apply_limits(limits):
    """`limits`: memoryMb, diskMb, processes, openFiles, cpuSeconds."""
    wanted = [
        ("RLIMIT_AS", limits["memoryMb"] * MEGABYTE),
        ("RLIMIT_FSIZE", limits["diskMb"] * MEGABYTE),
        ("RLIMIT_NPROC", limits["processes"]),
        ("RLIMIT_NOFILE", limits["openFiles"]),
        ("RLIMIT_CPU", limits["cpuSeconds"]),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_MEMLOCK", 0),
    ]
    for name, value in wanted:
        number = getattr(resource, name, None)
        if number is None:
            continue
        hard = resource.getrlimit(number)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(number, (value, value))
    stack_size(THREAD_STACK_BYTES)
