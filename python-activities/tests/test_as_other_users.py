"""As root: the suite of the sandbox runs as an ordinary user, alone and under a launcher that root has started."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from launchers import find_uv

from riposte_runner.launch.interpreter import own_interpreter

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")

PROJECT = Path(__file__).parents[1]
# Belong to nobody.
RUNNER_UID = 61_184
BUILDER_UID = 61_185
EGRESS_UID = 61_187
# Who starts everything alone. The kernel counts processes by user: of another than the one that root's launcher serves.
ALONE_UID = 61_186
SANDBOX_UIDS = 61_200

# The oldest of each way to start one, where pyenv has them.
VERSIONS = Path.home() / ".pyenv" / "versions"
OTHERS = [found for name in ("2.7", "3.6", "3.13") for found in sorted(VERSIONS.glob(f"{name}.*"))[-1:]]


@dataclass(frozen=True)
class Install:
    """The project and its interpreter where every user can read them."""

    python: Path
    project: Path
    packages: Path
    # Further interpreters, each in a folder of its own.
    others: Path

    def command(self, *arguments: str) -> list[str]:
        return [str(self.python), "-B", *arguments]

    @property
    def environment(self) -> dict[str, str]:
        folders = [self.project / "src", self.packages]
        environment = {"PYTHONPATH": os.pathsep.join(map(str, folders)), "PATH": os.environ.get("PATH", os.defpath)}
        folders = {"LD_LIBRARY_PATH": str(self.python.parents[1] / "lib"), "RIPOSTE_TEST_PYTHONS": str(self.others)}
        asked = {name: os.environ[name] for name in ("RIPOSTE_HOSTILE",) if name in os.environ}
        return {**environment, **folders, **asked}


@pytest.fixture(scope="module")
def install() -> Iterator[Install]:
    folder = Path(tempfile.mkdtemp(prefix="riposte-install-"))
    folder.chmod(0o755)
    base = own_interpreter()
    prefix = Path(base.prefix)
    packages = Path(pytest.__file__).parents[1]
    try:
        python = Path(base.executable)
        if not readable_by_all(prefix):
            copy_python(prefix, folder / "python")
            python = folder / "python" / "bin" / python.name
        for other in OTHERS:
            copy_python(other, folder / "others" / other.name)
        yield Install(
            python,
            PROJECT if readable_by_all(PROJECT) else copied(PROJECT, folder / "project"),
            packages if readable_by_all(packages) else copied(packages, folder / "packages"),
            folder / "others",
        )
    finally:
        shutil.rmtree(folder)


def copy_python(prefix: Path, target: Path) -> None:
    """Without its packages and its tests."""
    left_out = shutil.ignore_patterns("site-packages", "test", "__pycache__", "config-*", "idlelib", "*.a")
    for library in prefix.glob("lib/python?.*"):
        shutil.copytree(library, target / "lib" / library.name, ignore=left_out)
    for library in prefix.glob("lib/libpython*.so*"):
        shutil.copy(library, target / "lib")
    (target / "bin").mkdir()
    for name in ("python2.7", "python3.[0-9]", "python3.[0-9][0-9]"):
        for program in prefix.glob(f"bin/{name}"):
            shutil.copy(program, target / "bin")


def readable_by_all(path: Path) -> bool:
    return all(part.stat().st_mode & stat.S_IXOTH for part in (path, *path.parents))


def copied(source: Path, target: Path) -> Path:
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(".venv", "__pycache__"))
    return target


@contextmanager
def suite(install: Install, uid: int, launcher: RootLauncher | None) -> Generator[subprocess.Popen[str]]:
    with tempfile.TemporaryDirectory(prefix="riposte-suite-") as folder:
        os.chown(folder, uid, uid)
        own = {"TMPDIR": folder} if launcher is None else launcher.for_its_suite()
        options = ("-p", "no:cacheprovider", "--basetemp", f"{folder}/pytest")
        with subprocess.Popen(
            install.command("-m", "pytest", *options, "tests/sandbox"),
            cwd=install.project,
            env={**install.environment, **own},
            user=uid,
            group=uid,
            extra_groups=[],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            yield process


@dataclass(frozen=True)
class Outcome:
    code: int
    said: str


@dataclass(frozen=True)
class RootLauncher:
    socket_path: str
    pid: int
    environments: str
    # Where its jobs' folders lie: what others leave in /tmp is not its doing.
    temporary: str

    def for_its_suite(self) -> dict[str, str]:
        told = {"socket_path": self.socket_path, "pid": self.pid, "environments": self.environments}
        return {"RIPOSTE_TEST_LAUNCHER": json.dumps({**told, "own_uid_per_job": True}), "TMPDIR": self.temporary}


@pytest.fixture(scope="module")
def root_launcher(install: Install) -> Iterator[RootLauncher]:
    folder = Path(tempfile.mkdtemp(prefix="riposte-launcher-"))
    path = str(folder / "launcher" / "launcher.sock")
    folder.chmod(0o711)
    runner = ("--runner-uid", str(RUNNER_UID), "--egress-uid", str(EGRESS_UID))
    numbers = (*runner, "--uid-base", str(SANDBOX_UIDS), "--uid-count", "8")
    environments = folder / "environments"
    builder = ("--environments", str(environments), "--uv", find_uv(), "--builder-uid", str(BUILDER_UID))
    command = install.command("-m", "riposte_runner.launcher", "--socket", path, *numbers, *builder)
    temporary = folder / "jobs"
    temporary.mkdir()
    temporary.chmod(0o1777)
    environment = {**install.environment, "TMPDIR": str(temporary)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None and process.stdout is not None
        assert b"ready" in process.stdout.readline()
        yield RootLauncher(path, process.pid, str(environments), str(temporary))
        process.stdin.close()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def outcomes(install: Install, root_launcher: RootLauncher) -> dict[str, Outcome]:
    """Of the two suites side by side: each waits more than it works."""
    with (
        suite(install, ALONE_UID, None) as alone,
        suite(install, RUNNER_UID, root_launcher) as under_root,
        ThreadPoolExecutor() as threads,
    ):
        first, second = threads.map(outcome_of, (alone, under_root))
    return {"alone": first, "under the launcher of root": second}


def outcome_of(suite: subprocess.Popen[str]) -> Outcome:
    said, _nothing = suite.communicate()
    return Outcome(suite.returncode, said)


@pytest.mark.parametrize("how", ["alone", "under the launcher of root"])
def test_the_sandbox_suite_as_an_ordinary_user(outcomes: dict[str, Outcome], how: str) -> None:
    outcome = outcomes[how]
    assert outcome.code == 0, outcome.said[-8000:]
    sys.stdout.write(outcome.said.splitlines()[-1] + "\n")


def test_the_launcher_of_root_serves_only_the_runner(install: Install, root_launcher: RootLauncher) -> None:
    path = root_launcher.socket_path
    assert stat.S_IMODE(Path(path).parent.stat().st_mode) == 0o700
    assert Path(path).parent.stat().st_uid == RUNNER_UID
    source = (
        "import socket, sys; s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)\n"
        "s.connect(sys.argv[1]); sys.exit(len(s.recv(100)))"
    )
    command = install.command("-c", source, path)
    # Root itself may open the socket, and is sent away all the same.
    assert subprocess.run(command, env=install.environment, capture_output=True).returncode == 0
    stranger = subprocess.run(
        command, env=install.environment, user=SANDBOX_UIDS, group=SANDBOX_UIDS, capture_output=True
    )
    assert b"PermissionError" in stranger.stderr
