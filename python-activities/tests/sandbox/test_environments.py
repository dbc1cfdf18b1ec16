"""Packages of scripts: built once, in a sandbox of their own, and seen by every script that asks for them."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from launchers import RunningLauncher, find_uv
from package_index import PackageIndex, package_index, source_archive, wheel
from scripts import run
from test_other_pythons import OLD, found_here

from riposte_runner.environments import BuildSettings, EnvironmentFailed, Environments, Told, Wanted
from riposte_runner.interpreters import Interpreters
from riposte_runner.sandbox.launched import LaunchedSandbox
from riposte_runner.sandbox.port import Packages
from riposte_runner.verdict import Success

pytestmark = pytest.mark.skipif(shutil.which(find_uv()) is None, reason="there is no uv on this machine")

GREETS = wheel("greets", "1.2", {"greets/__init__.py": "import words\ndef greet(): return words.WORD\n"}, ("words>=1",))
WORDS = wheel("words", "1.0", {"words.py": "WORD = 'hello'\n"})
# What its build code can see of the machine ends up in the package.
SPIES = source_archive(
    "spies",
    "1.0",
    """
import json, os
from setuptools import setup
seen = {"root": sorted(os.listdir("/")), "environment": sorted(os.environ), "uid": os.getuid()}
open("spies.py", "w").write("SEEN = %r" % (seen,))
setup(name="spies", version="1.0", py_modules=["spies"])
""",
)
USES = "import greets\ndef main():\n    return [greets.greet(), greets.__file__, greets.__cached__]\n"


@pytest.fixture
def index() -> Iterator[PackageIndex]:
    with package_index(GREETS, WORDS, SPIES) as running:
        yield running


class Builder:
    def __init__(self, launcher: RunningLauncher, index: PackageIndex) -> None:
        variables = {"UV_DEFAULT_INDEX": index.url, "PIP_INDEX_URL": index.url}
        settings = BuildSettings(Path(launcher.environments), variables, None, from_source=False)
        interpreters = Interpreters(os.get_exec_path(), [Path(os.environ.get("RIPOSTE_TEST_PYTHONS", "/nowhere"))])
        self.environments = Environments(launcher.socket_path, interpreters, settings)
        self.told: list[Told] = []
        self.own = uuid.uuid4()

    async def ready(self, requirements: str, python: str = "3") -> Packages:
        # A comment of its own: what another test has built is another environment.
        return await self.environments.ready(Wanted("", python), f"{requirements}\n# {self.own}\n", self._tell)

    async def _tell(self, _wanted: Wanted, told: Told) -> None:
        self.told.append(told)


@pytest.fixture
def builder(launcher: RunningLauncher, index: PackageIndex) -> Builder:
    return Builder(launcher, index)


def test_a_script_sees_what_it_requires(sandbox: LaunchedSandbox, builder: Builder) -> None:
    packages = asyncio.run(builder.ready("greets==1.2"))
    verdict, _end = run(sandbox, USES, packages=packages)
    assert isinstance(verdict.of, Success), verdict
    word, file, compiled = json.loads(verdict.of.result)
    folder = packages.folder if sandbox.backend == "weak" else "/environment"
    assert (word, file) == ("hello", f"{folder}/greets/__init__.py")
    assert (Path(packages.folder) / Path(compiled).relative_to(folder)).exists()
    assert builder.told[-1].state == "ready"
    assert "greets==1.2" in (builder.told[-1].log or "")


def test_it_can_be_changed_by_no_script(isolated: LaunchedSandbox, builder: Builder) -> None:
    packages = asyncio.run(builder.ready("greets"))
    source = "import greets\ndef main():\n    open(greets.__file__, 'w')\n"
    verdict, _end = run(isolated, source, packages=packages)
    assert "Read-only file system" in str(verdict.of)


def test_who_asks_for_the_same_waits_for_one_build(builder: Builder) -> None:
    async def go() -> tuple[Packages, Packages]:
        return await asyncio.gather(builder.ready("greets"), builder.ready("greets"))

    first, second = asyncio.run(go())
    assert first == second
    assert asyncio.run(builder.ready("greets")) == first
    assert [told.state for told in builder.told].count("ready") == 1


@pytest.mark.parametrize(("requirement", "named"), [("missing-thing", "missing-thing"), ("words>=7", "words>=7")])
def test_a_failure_names_the_package_and_leaves_nothing(builder: Builder, requirement: str, named: str) -> None:
    folder = folder_of(builder)
    before = set(folder.iterdir())
    with pytest.raises(EnvironmentFailed, match="could not be installed") as failure:
        asyncio.run(builder.ready(f"greets\n{requirement}"))
    assert named in str(failure.value)
    assert builder.told[-1].state == "failed"
    assert set(folder.iterdir()) == before


def folder_of(builder: Builder) -> Path:
    folder = builder.environments.settings.folder
    assert folder is not None
    return folder


def test_what_a_killed_launcher_has_left_is_removed(launcher: RunningLauncher, builder: Builder) -> None:
    if launcher.own_uid_per_job:
        pytest.skip("nobody but root can leave anything there")
    old, young = (folder_of(builder) / name for name in (".building-old", ".building-young"))
    for left in (old, young):
        (left / "packages").mkdir(parents=True)
    os.utime(old, (0, 0))
    asyncio.run(builder.ready("words"))
    assert (old.exists(), young.exists()) == (False, True)


def test_build_code_of_a_package_is_not_run(builder: Builder) -> None:
    with pytest.raises(EnvironmentFailed, match="spies"):
        asyncio.run(builder.ready("spies"))


def test_a_password_of_the_index_is_in_no_log(launcher: RunningLauncher, index: PackageIndex) -> None:
    builder = Builder(launcher, PackageIndex(index.url.replace("//", "//ann:s3cret-word@")))
    with pytest.raises(EnvironmentFailed) as failure:
        asyncio.run(builder.ready("missing-thing"))
    assert "s3cret-word" not in str(failure.value) + str(builder.told)


def test_each_interpreter_has_its_own(isolated: LaunchedSandbox, builder: Builder) -> None:
    other = next((python for python in found_here() if python.version not in ("2.7", "3.6", "3.7")), None)
    if other is None:
        pytest.skip("this machine has no other Python that uv knows")
    packages = asyncio.run(builder.ready("greets", other.version))
    assert packages != asyncio.run(builder.ready("greets"))
    verdict, _end = run(isolated, USES, packages=packages, python=other)
    assert isinstance(verdict.of, Success), verdict
    assert f"cpython-{other.version.replace('.', '')}" in verdict.of.result


@pytest.mark.skipif(OLD is None, reason="there is no Python 2.7 on this machine")
@pytest.mark.skipif("RIPOSTE_TEST_INDEX" not in os.environ, reason="RIPOSTE_TEST_INDEX names no index with pip")
def test_python_2_gets_what_pip_installs(isolated: LaunchedSandbox, launcher: RunningLauncher) -> None:
    builder = Builder(launcher, PackageIndex(os.environ["RIPOSTE_TEST_INDEX"]))
    packages = asyncio.run(builder.ready("six==1.16.0", "2.7"))
    source = "import six\ndef main():\n    return [six.PY2, six.__file__]\n"
    verdict, _end = run(isolated, source, packages=packages, python=OLD)
    assert isinstance(verdict.of, Success), verdict
    assert json.loads(verdict.of.result) == [True, "/environment/six.pyc"]
