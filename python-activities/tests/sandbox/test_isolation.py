"""What only isolation by the operating system keeps: each of these gets an error and harms nothing."""

from __future__ import annotations

import errno
import json
import os
import platform
import socket
import time
from pathlib import Path

import pytest
from scripts import failure_of, result_of, run

from riposte_runner.launch.interpreter import own_interpreter
from riposte_runner.launch.seccomp import BY_ARGUMENT, TABLES
from riposte_runner.sandbox.port import Limits, Sandbox
from riposte_runner.verdict import Failed, Success

ATTEMPT = """
def attempt(action):
    try:
        return repr(action())
    except Exception as error:
        return type(error).__name__ + ": " + str(error)
"""


def attempt(sandbox: Sandbox, expression: str, setup: str = "") -> str:
    """What `expression` gives inside, or the exception it ends in."""
    source = f"{ATTEMPT}\nimport os, socket, ctypes\n{setup}\ndef main(): return attempt(lambda: {expression})\n"
    return json.loads(result_of(sandbox, source))


def test_the_root_is_an_allow_list(isolated: Sandbox) -> None:
    found = json.loads(result_of(isolated, "import os\ndef main(): return sorted(os.listdir('/'))"))
    allowed = {
        "bin",
        "dev",
        "etc",
        "job",
        "lib",
        "lib32",
        "lib64",
        "proc",
        "runner",
        "symphony",
        "symphony_data",
        "tmp",
        "usr",
    }
    prefix = Path(own_interpreter().prefix).parts[1]
    assert set(found) <= allowed | {prefix}


@pytest.mark.parametrize("path", ["/x", "/usr/x", "/etc/x", "/dev/x", "/runner/main.py", "/usr/lib/x", "/lib/x"])
def test_system_folders_are_not_writable(isolated: Sandbox, path: str) -> None:
    assert attempt(isolated, f"open({path!r}, 'w')").startswith(("OSError: [Errno 30]", "PermissionError"))


@pytest.mark.parametrize("name", ["core_pattern", "hostname", "randomize_va_space"])
def test_kernel_settings_are_not_writable(isolated: Sandbox, name: str) -> None:
    assert attempt(isolated, f"open('/proc/sys/kernel/{name}', 'w')").startswith(
        ("OSError: [Errno 30]", "PermissionError")
    )


def test_the_first_process_has_an_empty_environment(isolated: Sandbox) -> None:
    assert attempt(isolated, "open('/proc/1/environ').read()") == "''"


def test_secrets_in_the_environment_are_in_no_environ_file(isolated: Sandbox) -> None:
    source = """
        import glob, os
        def main():
            assert os.environ["RIPOSTE_KEY"] == "s3cr3t-value"
            files = glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline")
            return [name for name in files if b"s3cr3t" in open(name, "rb").read()]
    """
    verdict, _end = run(isolated, source, environment={"RIPOSTE_KEY": "s3cr3t-value"})
    assert verdict.of == Success("[]")


def test_no_process_of_the_machine_is_visible(isolated: Sandbox) -> None:
    source = "import os\ndef main(): return sorted(int(p) for p in os.listdir('/proc') if p.isdigit())"
    assert json.loads(result_of(isolated, source)) == [1, 2]


def test_no_descriptor_is_inherited(isolated: Sandbox) -> None:
    source = """
        import os
        def main():
            held = {}
            for name in os.listdir("/proc/self/fd"):
                try: held[name] = os.readlink("/proc/self/fd/" + name).split(":")[0]
                except OSError: pass
            return held
    """
    assert json.loads(result_of(isolated, source)) == {"0": "/dev/null", "1": "pipe", "2": "pipe", "3": "pipe"}


def test_keys_are_out_of_reach(isolated: Sandbox, tmp_path: Path) -> None:
    key = tmp_path / "purpose-keys.json"
    key.write_text("{}")
    key.chmod(0o644)
    assert "No such file" in attempt(isolated, f"open({str(key)!r}).read()")
    for path in ("/root", "/home", "/etc/shadow", "/etc/passwd", "/var", "/run", "/sys", "/proc/1/root/etc/passwd"):
        assert "Error" in attempt(isolated, f"os.listdir({path!r}) or open({path!r})"), path


def test_the_network_is_empty(isolated: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as database:
        port = database.getsockname()[1]
        assert "refused" in attempt(isolated, f"socket.create_connection(('127.0.0.1', {port}), 3)")
    assert "Network is unreachable" in attempt(isolated, "socket.create_connection(('192.0.2.1', 80), 3)")
    assert "gaierror" in attempt(isolated, "socket.getaddrinfo('example.org', 80)")
    devices = attempt(isolated, "[line.split(':')[0].strip() for line in open('/proc/net/dev')][2:]")
    assert devices == "['lo']"


def test_unix_sockets_are_out_of_reach(isolated: Sandbox, tmp_path: Path) -> None:
    path = str(tmp_path / ".s.PGSQL.5432")
    connect = "socket.socket(socket.AF_UNIX).connect({!r})"
    with socket.socket(socket.AF_UNIX) as database, socket.socket(socket.AF_UNIX) as nameless:
        database.bind(path)
        Path(path).chmod(0o777)
        database.listen()
        assert "No such file" in attempt(isolated, connect.format(path))
        name = f"\0riposte-test-{os.getpid()}"
        nameless.bind(name)
        nameless.listen()
        assert "refused" in attempt(isolated, connect.format(name))


@pytest.mark.parametrize("family", ["AF_NETLINK", "AF_PACKET", "AF_ALG", "AF_VSOCK", "AF_BLUETOOTH"])
def test_other_socket_families_are_refused(isolated: Sandbox, family: str) -> None:
    number = int(getattr(socket, family, 31))
    assert "Errno 97" in attempt(isolated, f"socket.socket({number}, socket.SOCK_RAW)")


def test_denied_system_calls_are_denied(isolated: Sandbox) -> None:
    table = {name: number for name, number in TABLES[platform.machine()].items() if name not in BY_ARGUMENT}
    source = """
        import ctypes
        def main(table):
            libc = ctypes.CDLL(None, use_errno=True)
            results = {}
            for name, number in table.items():
                results[name] = ctypes.get_errno() if libc.syscall(number, 0, 0, 0, 0, 0, 0) == -1 else 0
            return results
    """
    results = json.loads(result_of(isolated, source, json.dumps({"table": table})))
    assert results == dict.fromkeys(table, errno.EPERM)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("clone3", "0, 0", errno.ENOSYS),
        ("clone", "0x10000000 | 17, 0, 0, 0, 0", errno.EPERM),
        ("clone", "0x40000000 | 17, 0, 0, 0, 0", errno.EPERM),
        ("personality", "0x0040000", errno.EPERM),
        ("personality", "8", errno.EPERM),
        ("ioctl", "0, 0x5412, 0", errno.EPERM),
        ("socketpair", "2, 1, 0, 0", errno.EAFNOSUPPORT),
    ],
)
def test_system_calls_are_judged_by_argument(isolated: Sandbox, name: str, arguments: str, expected: int) -> None:
    number = TABLES[platform.machine()][name]
    call = f"(ctypes.CDLL(None, use_errno=True).syscall({number}, {arguments}), ctypes.get_errno())"
    assert attempt(isolated, call) == f"(-1, {expected})"


def test_what_scripts_need_still_works(isolated: Sandbox) -> None:
    source = """
        import asyncio, concurrent.futures, multiprocessing, sqlite3, subprocess, sys, tempfile, threading, zoneinfo
        def double(x): return 2 * x
        def main():
            assert asyncio.run(asyncio.sleep(0, 5)) == 5
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                assert list(pool.map(double, [1, 2])) == [2, 4]
            with multiprocessing.get_context("fork").Pool(2) as pool:
                assert pool.map(double, [1, 2]) == [2, 4]
            with tempfile.TemporaryFile() as f: f.write(b"x")
            assert sqlite3.connect("file.db").execute("select 1").fetchone() == (1,)
            out = subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, text=True, check=True)
            return out.stdout
    """
    assert result_of(isolated, source, limits=Limits(memory_mb=512)) == '"1\\n"'


@pytest.mark.parametrize("process", ["self", "1"])
def test_there_are_no_privileges(isolated: Sandbox, process: str) -> None:
    source = """
        def main(process):
            lines = dict(line.split(":", 1) for line in open("/proc/%s/status" % process))
            return {key: lines[key].split() for key in ("CapEff", "CapPrm", "CapBnd", "NoNewPrivs", "Seccomp", "Uid")}
    """
    none = ["0000000000000000"]
    found = json.loads(result_of(isolated, source, json.dumps({"process": process})))
    assert (found["CapEff"], found["CapPrm"], found["CapBnd"]) == (none, none, none)
    assert (found["NoNewPrivs"], found["Seccomp"]) == (["1"], ["2"])
    assert found["Uid"] == ["65534"] * 4


@pytest.mark.parametrize("folder", ["/job", "/tmp", "/dev/shm"])
def test_filling_the_disk_fills_only_its_own(isolated: Sandbox, folder: str) -> None:
    source = """
        import os
        def main(folder):
            os.chdir(folder)
            for count in range(1000):
                with open("f%d" % count, "wb") as f: f.write(bytes(1 << 20))
    """
    verdict, _end = run(isolated, source, json.dumps({"folder": folder}))
    failure = failure_of(verdict)
    assert failure.code == "limit_exceeded" and "No space left" in failure.message


def test_the_next_job_finds_nothing_of_the_last(isolated: Sandbox) -> None:
    result_of(isolated, "def main(): open('/tmp/left', 'w').write('x'); open('/dev/shm/left', 'w').write('x')")
    source = "import os\ndef main(): return [os.listdir('/tmp'), os.listdir('/dev/shm')]"
    assert json.loads(result_of(isolated, source)) == [["script.py"], []]


@pytest.mark.parametrize("folder", ["/job", "/dev/shm"])
@pytest.mark.parametrize("make", ["os.mknod(name)", "os.mkdir(name)", "os.symlink('x', name)"])
def test_files_without_content_are_limited(isolated: Sandbox, folder: str, make: str) -> None:
    """They take nothing of the size of their file system, and the kernel's memory without end."""
    source = f"""
        import os
        def main(folder):
            os.chdir(folder)
            for count in range(100_000_000):
                name = str(count)
                {make}
    """
    started = time.monotonic()
    verdict, end = run(isolated, source, json.dumps({"folder": folder}), limits=Limits(files=5_000))
    assert failure_of(verdict) == Failed(
        "limit_exceeded", "The script made more than its limit of 5000 files and was ended."
    )
    assert end.exit_code == 137
    assert time.monotonic() - started < 10


def test_as_many_files_as_are_allowed_are_no_trouble(isolated: Sandbox) -> None:
    source = """
        import os, time
        def main():
            for count in range(4_000): os.mknod(str(count))
            time.sleep(0.5)
            return len(os.listdir())
    """
    assert result_of(isolated, source, limits=Limits(files=5_000)) == "4001"
