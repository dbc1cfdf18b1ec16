"""Scripts that mean harm, and what becomes of each: what isolation must keep, and what even the weaker mode must."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Literal

from riposte_runner.launch.seccomp import TABLES

CLONE = TABLES[platform.machine()]["clone"]

# What the source of each begins with.
PRELUDE = """
import ctypes, errno, json, os, resource, signal, socket, stat, subprocess, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)
def attempt(action):
    try:
        action()
    except OSError as error:
        return errno.errorcode.get(error.errno, "OSError")
    except Exception as error:
        return type(error).__name__
    return "done"
"""

# `same`: keeps this too. `any`: does not, and yet the script is held in its limits and nothing is left of it.
# `not run`: it would reach what is not its own, which the weaker mode does not keep anybody from.
InWeak = Literal["same", "any", "not run"]


@dataclass(frozen=True)
class Hostile:
    name: str
    body: str
    # The result as JSON text; or a code of failure, with a slash after it, and what its message must hold.
    expected: tuple[str, ...]
    weak: InWeak = "same"
    entry: Literal["main", "plain"] = "main"
    timeout: float = 20


def main(name: str, body: str, *expected: str, weak: InWeak = "same", timeout: float = 20) -> Hostile:
    return Hostile(name, f"def main():\n{indented(body)}", expected, weak, "main", timeout)


def plain(name: str, body: str, *expected: str, weak: InWeak = "same", timeout: float = 20) -> Hostile:
    return Hostile(name, body, expected, weak, "plain", timeout)


def indented(body: str) -> str:
    return "\n".join(f"    {line}" for line in body.strip().splitlines())


UNREACHABLE = ('"EROFS"', '"EACCES"', '"EPERM"', '"ENOENT"')

PROC = [
    main("the root of the first process", "return os.path.exists('/proc/1/root/home')", "false", weak="any"),
    main("a folder above the root", "return os.listdir('/..') == os.listdir('/')", "true"),
    main("core_pattern", "return attempt(lambda: open('/proc/sys/kernel/core_pattern', 'w'))", '"EROFS"', '"EACCES"'),
    main("sysrq", "return attempt(lambda: open('/proc/sysrq-trigger', 'w'))", *UNREACHABLE),
    main("modprobe", "return attempt(lambda: open('/proc/sys/kernel/modprobe', 'w'))", *UNREACHABLE),
    main(
        "kernel memory", "return attempt(lambda: open('/proc/kcore', 'rb').read(1))", '"EACCES"', '"EPERM"', '"ENOENT"'
    ),
    main(
        "immune to the end of memory",
        "return attempt(lambda: os.write(os.open('/proc/self/oom_score_adj', os.O_WRONLY), b'-1000'))",
        '"EACCES"',
    ),
    main(
        "other processes",
        "return [p for p in os.listdir('/proc') if p.isdigit() and int(p) not in (1, os.getpid())]",
        "[]",
        weak="any",
    ),
    main(
        "what the first process holds open",
        """
found = set()
for name in os.listdir('/proc/1/fd'):
    found.add(os.readlink('/proc/1/fd/' + name).split(':')[0])
return sorted(found & {'socket'})
""",
        "[]",
        weak="any",
    ),
    main(
        "the first process overwritten",
        """
for line in open('/proc/1/maps'):
    places, rights = line.split()[:2]
    if 'w' in rights:
        first, last = (int(place, 16) for place in places.split('-'))
        with open('/proc/1/mem', 'r+b', 0) as memory:
            memory.seek(first)
            attempt(lambda: memory.write(b'\\x00' * (last - first)))
return 1
""",
        "1",
        "script_failed/",
        "sandbox_unavailable/",
        weak="not run",
    ),
]

NAMESPACES = [
    main("a namespace of users", "return libc.unshare(0x10000000)", "-1", weak="any"),
    main(
        "a clone with a namespace", f"return libc.syscall({CLONE}, 0x10000000 | 17, 0, 0, 0, 0)", "-1", weak="not run"
    ),
    main("another namespace entered", "return libc.setns(os.open('/proc/1/ns/mnt', os.O_RDONLY), 0)", "-1", weak="any"),
    main("a mount", "return libc.mount(b'none', b'/tmp', b'tmpfs', 0, None)", "-1"),
    main("a mount made writable", "return libc.mount(None, b'/', None, 32 | 4096, None)", "-1"),
    main("a mount taken away", "return libc.umount2(b'/proc', 2)", "-1"),
    main("another root", "return attempt(lambda: os.chroot('/'))", '"EPERM"'),
    main("a sandbox in the sandbox", "return attempt(lambda: subprocess.run(['bwrap']))", '"ENOENT"', weak="any"),
    main(
        "another user",
        "return [attempt(lambda: os.setuid(0)), attempt(lambda: os.setgid(0)), attempt(lambda: os.setgroups([0]))]",
        '["EINVAL","EINVAL","EPERM"]',
        '["EPERM","EPERM","EPERM"]',
        weak="any",
    ),
    main("a device", "return attempt(lambda: os.mknod('disk', stat.S_IFBLK | 0o666, os.makedev(8, 0)))", '"EPERM"'),
    main(
        "a file that gives a user",
        "open('x', 'w').close(); os.chmod('x', 0o6777); os.execv('x', ['x'])",
        "script_failed/",
    ),
]

PROCESSES = [
    main("ptrace", "return libc.ptrace(16, os.getppid(), 0, 0)", "-1", weak="not run"),
    main(
        "signals to everybody",
        "return attempt(lambda: os.kill(-1, signal.SIGKILL))",
        '"ESRCH"',
        '"EPERM"',
        weak="not run",
    ),
    main(
        "signals to the first process",
        "for number in (9, 15, 19, 2, 11): os.kill(1, number)\nreturn 'here'",
        '"here"',
        weak="not run",
    ),
    main(
        "signals to whoever is there",
        "return [pid for pid in range(3, 40_000) if attempt(lambda: os.kill(pid, 0)) != 'ESRCH']",
        "[]",
        weak="any",
    ),
    main("itself stopped", "os.kill(os.getpid(), signal.SIGSTOP)", "timeout/", timeout=1),
    main(
        "every signal ignored",
        "for n in set(range(1, 65)) - {9, 19, 32, 33}: signal.signal(n, 1)\nwhile 1: pass",
        "timeout/",
        timeout=1,
    ),
    main(
        "out of sight",
        "libc.prctl(4, 0, 0, 0, 0); libc.prctl(15, b'riposte-idle'); time.sleep(60)",
        "timeout/",
        timeout=1,
    ),
    main("a fork bomb", "while 1: attempt(os.fork)", "timeout/", "limit_exceeded/", timeout=2),
    main(
        "a bomb of daemons",
        """
while 1:
    try:
        if os.fork() == 0:
            os.setsid()
            if os.fork(): os._exit(0)
    except OSError: pass
""",
        "timeout/",
        "limit_exceeded/",
        timeout=2,
    ),
    main(
        "a bomb of threads",
        "threading.stack_size(65536)\nwhile 1: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        "limit_exceeded/",
    ),
    main(
        "a bomb of programs",
        "while 1: subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])",
        "limit_exceeded/",
        "timeout/",
        timeout=5,
    ),
    main(
        "a thread that stays",
        "threading.Thread(target=time.sleep, args=(600,)).start()\nreturn 1",
        "timeout/",
        timeout=1,
    ),
    main("a last act without end", "import atexit; atexit.register(time.sleep, 600)\nreturn 1", "timeout/", timeout=1),
    main(
        "sooner than others",
        "return [attempt(lambda: os.nice(-5)), attempt(lambda: os.sched_setscheduler(0, 1, os.sched_param(9)))]",
        '["EPERM","EPERM"]',
        '["EACCES","EPERM"]',
    ),
    main("higher limits", "return attempt(lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)))", '"ValueError"'),
    main("a crash", "ctypes.string_at(0)", "script_failed/killed by SIGSEGV"),
    main("an abortion that leaves no core", "os.fork() or os.abort()\nos.wait()\nreturn os.listdir()", '["script.py"]'),
]

RESOURCES = [
    main(
        "memory that is shared",
        "import mmap; m = mmap.mmap(-1, 1 << 30)\nfor at in range(0, 1 << 30, 4096): m[at] = 1",
        "limit_exceeded/memory",
    ),
    main("memory without end", "held = []\nwhile 1: held.append(bytearray(1 << 20))", "limit_exceeded/memory"),
    main("a file of a terabyte", "open('x', 'w').truncate(1 << 40)", "limit_exceeded/disk"),
    main("files without end", "for n in range(10**8): os.mknod(str(n))", "limit_exceeded/files", weak="not run"),
    main("folders without end", "while 1: os.mkdir('d'); os.chdir('d')", "limit_exceeded/files", weak="not run"),
    main("descriptors without end", "held = []\nwhile 1: held.append(os.pipe())", "limit_exceeded/files open"),
    main(
        "descriptors in flight",
        """
held = []
for _ in range(10_000):
    pair = socket.socketpair()
    socket.send_fds(pair[0], [b'x'], [pair[1].fileno()] * 100)
    held.append(pair)
""",
        "script_failed/",
        "limit_exceeded/",
    ),
    main(
        "a locked folder", "os.mkdir('d'); open('d/f', 'w').close(); os.chmod('d', 0); os.chmod('.', 0)\nreturn 1", "1"
    ),
]

NETWORK = [
    main(
        "a database next door",
        "return attempt(lambda: socket.create_connection(('127.0.0.1', 5432), 2))",
        '"ECONNREFUSED"',
        weak="any",
    ),
    main(
        "the cloud's metadata",
        "return attempt(lambda: socket.create_connection(('169.254.169.254', 80), 1))",
        '"ENETUNREACH"',
        weak="not run",
    ),
    main("raw packets", "return attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))", '"EPERM"'),
    main(
        "the kernel's routes",
        "return attempt(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))",
        '"EAFNOSUPPORT"',
        weak="any",
    ),
    main(
        "sockets with names",
        "return [p for p in open('/proc/net/unix').read().split()[8:] if '/' in p or '@' in p]",
        "[]",
        weak="any",
    ),
]

ANSWERS = [
    main(
        "paths that lead out",
        "return {'name': '../../../etc/passwd', 'tar': '/etc/cron.d/x', 'link': '\\x00/'}",
        '{"name":"../../../etc/passwd","tar":"/etc/cron.d/x","link":"\\u0000/"}',
    ),
    main(
        "links in place of its files",
        "os.unlink('script.py'); os.symlink('/etc/shadow', 'script.py'); os.symlink('/', 'request.json')\nreturn 1",
        "1",
    ),
    main("output without end", "while 1: os.write(1, b'x' * 65536)", "limit_exceeded/printed"),
    main("errors without end", "while 1: os.write(2, b'\\xff\\n' * 4096)", "limit_exceeded/printed"),
    main("reports without end", "while 1: os.write(3, b'{' * 65536)", "limit_exceeded/printed"),
    main("output that is no text", "os.write(1, bytes(range(256)) * 100)\nreturn '\\ud800\\x00'", '"\\ud800\\u0000"'),
    main(
        "a result said by a program",
        "said = 'import os; os.write(3, b\"result 666\")'\n"
        "return subprocess.run([sys.executable, '-c', said], stderr=-3).returncode",
        "1",
    ),
    main("a result printed", "os.write(1, b'\\nresult 666\\n')\nreturn 1", "1"),
    main("a result of a child", "if os.fork() == 0: return 666\nos.wait()\nreturn 1", "1"),
    main(
        "a failure that is none",
        'os.write(3, b\'\\n{"failure": {"kind": [], "message": 7, "line": {}}}\\n\'); os._exit(0)',
        "script_failed/",
    ),
    main(
        "a report that is none",
        "os.write(3, b'\\nresult \\xff\\xfe{{{\\n[1, 2\\n' + b'[' * 99_999 + b'\\n'); os._exit(0)",
        "script_failed/",
    ),
    main("a failure as long as a book", "raise Exception('x' * 1_000_000)", "script_failed/"),
    main(
        "an exception that has no text",
        "class E(Exception):\n    def __str__(self): raise self\nraise E()",
        "script_failed/",
    ),
    main(
        "a dict without end",
        "class D(dict):\n    def items(self):\n        while 1: yield ('a', 1)\nreturn D(a=1)",
        "timeout/",
        "limit_exceeded/",
        '{"a":1}',
        timeout=3,
    ),
    main(
        "the runner itself changed",
        "ours = [name for name in sys.modules if name.startswith('riposte')]\n"
        "for name in ours: sys.modules[name].__dict__.clear()\n"
        "return 1",
        "script_failed/",
        "sandbox_unavailable/",
    ),
    plain("a result by a child that stays", "if os.fork() == 0:\n    time.sleep(600)\nprint(1)", "1"),
    plain("many results", "print('{\"a\": 1}'); print('[' * 50_000); print('NaN'); print(2)", "2"),
]

CLOCKS = [
    main(
        "the clock set",
        "return [attempt(lambda: time.clock_settime(0, 0)), libc.settimeofday(ctypes.create_string_buffer(16), None)]",
        '["EPERM",-1]',
    ),
    main("an alarm", "signal.setitimer(signal.ITIMER_REAL, 0.2); time.sleep(60)", "script_failed/killed by SIGALRM"),
    main(
        "another place and tongue",
        "import locale; os.environ.update(TZ='Asia/Tokyo', LC_ALL='tr_TR', LANG='xx'); time.tzset()\n"
        "attempt(lambda: locale.setlocale(locale.LC_ALL, ''))\n"
        "return ['I'.lower(), 1.5]",
        '["i",1.5]',
    ),
    main(
        "nothing of the last one's place",
        "return [time.tzname[0] == time.tzname[0], os.environ.get('TZ'), os.environ.get('LC_ALL')]",
        "[true,null,null]",
    ),
    main("another name for the machine", "return attempt(lambda: socket.sethostname('x'))", '"EPERM"'),
    main("a wait in the kernel", "libc.pause() if hasattr(libc, 'pause') else time.sleep(60)", "timeout/", timeout=1),
]

HOSTILE = (*PROC, *NAMESPACES, *PROCESSES, *RESOURCES, *NETWORK, *ANSWERS, *CLOCKS)
