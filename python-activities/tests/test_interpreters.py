"""Which interpreters are found, and what is taken of those that call themselves one."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from riposte_runner.interpreters import ANY, InterpreterMissing, Interpreters, own
from riposte_runner.launch.interpreter import interpreter_at, own_interpreter

OWN = f"{sys.version_info.major}.{sys.version_info.minor}"


def place(folder: Path, name: str, text: str) -> Path:
    """What calls itself an interpreter of pyenv's."""
    program = folder / "bin" / name
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho asked >> '{folder}/asked'\n{text}\n")
    program.chmod(0o755)
    library = folder / "lib" / name
    library.mkdir(parents=True)
    (library / "os.py").touch()
    return program


def says(folder: Path, release: str, is_pypy: bool = False) -> str:
    return f"echo '{folder}'; echo {release}; echo {is_pypy}"


def test_each_version_is_found_once_and_the_newest_of_it(tmp_path: Path) -> None:
    for release in ("2.7.9", "2.7.18", "3.99.1"):
        name = f"python{release.rpartition('.')[0]}"
        place(tmp_path / release, name, says(tmp_path / release, release))
    interpreters = Interpreters([], [tmp_path, tmp_path / "missing"])
    asyncio.run(interpreters.look())
    found = {one.version: one for one in interpreters.found}
    assert found["2.7"].release == "2.7.18"
    assert found["3.99"].executable == str(tmp_path / "3.99.1" / "bin" / "python3.99")
    assert found[OWN] == own()
    assert interpreters.found[0].version == "2.7"


def test_what_is_no_interpreter_is_left_out(tmp_path: Path) -> None:
    place(tmp_path / "broken", "python2.7", "exit 1")
    place(tmp_path / "chatty", "python3.97", "echo hello")
    place(tmp_path / "pypy", "python3.98", says(tmp_path / "pypy", "3.98.1", is_pypy=True))
    place(tmp_path / "elsewhere", "python3.99", says(tmp_path, "3.99.1"))
    interpreters = Interpreters([], [tmp_path])
    asyncio.run(interpreters.look())
    assert not {"2.7", "3.97", "3.98", "3.99"} & {
        one.version for one in interpreters.found if str(tmp_path) in one.prefix
    }


def test_one_that_has_not_changed_is_asked_once(tmp_path: Path) -> None:
    place(tmp_path / "new", "python3.99", says(tmp_path / "new", "3.99.1"))
    interpreters = Interpreters([str(tmp_path / "new" / "bin")], [tmp_path])
    for _again in range(3):
        asyncio.run(interpreters.look())
    assert (tmp_path / "new" / "asked").read_text() == "asked\n"


def test_one_that_was_installed_since_is_found_when_it_is_asked_for(tmp_path: Path) -> None:
    interpreters = Interpreters([], [tmp_path])
    asyncio.run(interpreters.look())
    with pytest.raises(InterpreterMissing, match=r"asks for Python 3.99, and this runner has none: it has .*" + OWN):
        asyncio.run(interpreters.named("3.99"))
    place(tmp_path / "new", "python3.99", says(tmp_path / "new", "3.99.1"))
    python = asyncio.run(interpreters.named("3.99"))
    assert python is not None
    assert (python.version, python.prefix) == ("3.99", str(tmp_path / "new"))


def test_the_runners_own_needs_no_other(tmp_path: Path) -> None:
    interpreters = Interpreters([], [tmp_path])
    assert asyncio.run(interpreters.named(ANY)) is None
    assert asyncio.run(interpreters.named(OWN)) is None


@pytest.mark.parametrize("version", ["", "3", "3.11/../../x", "4.0", "3.11\n", "latest"])
def test_the_launcher_takes_no_other_name(version: str) -> None:
    with pytest.raises(ValueError, match="not a version of Python"):
        interpreter_at(own_interpreter().prefix, version)


def test_the_launcher_takes_no_other_place(tmp_path: Path) -> None:
    place(tmp_path / "real", "python3.99", "exit 1")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    for prefix in ("/", "relative", str(link), f"{tmp_path}/real/../real", str(tmp_path)):
        with pytest.raises(ValueError, match="Python"):
            interpreter_at(prefix, "3.99")
    assert interpreter_at(str(tmp_path / "real"), "3.99").version == (3, 99)
