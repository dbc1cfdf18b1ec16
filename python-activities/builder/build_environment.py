"""Builds an environment, inside a sandbox of its own: it has the network, no secret, and one folder to write to.

    build_environment.py PYTHON LIBRARIES    PYTHON: whose packages they will be; LIBRARIES: where its own library lies

Reads one JSON object on stdin: `requirements` (text), `isOld` (Python 2, which uv knows nothing of), `fromSource`,
`variables` (where packages come from) and `certificates` (PEM text or null). Packages are installed into /environment,
and nothing of them is run, but where `fromSource` lets their own build code be.
"""

import json
import os
import subprocess
import sys

TARGET = "/environment"
WORK = "/job"
UV = "/uv"
LAST_FOR_PYTHON_2 = ("pip==20.3.4", "setuptools==44.1.1", "wheel==0.37.1")
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"


class Failed(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def main():
    os.umask(0o022)
    python, libraries = sys.argv[1:]
    asked = json.load(sys.stdin)
    requirements = os.path.join(WORK, "requirements.txt")
    lines, is_complete = read_requirements(asked["requirements"])
    write(requirements, lines)
    variables = {**os.environ, **asked["variables"], **trusting(asked["certificates"])}
    if libraries:
        variables["LD_LIBRARY_PATH"] = libraries
    binaries = [] if asked["fromSource"] else ["--only-binary", ":all:"]
    wanted = [*binaries, *(["--no-deps"] if is_complete else []), "-r", requirements]
    try:
        if asked["isOld"]:
            install_by_pip(python, wanted, variables)
        else:
            install_by_uv(python, TARGET, wanted, variables)
        # As a read-only sandbox never could.
        run([python, "-s", "-S", "-m", "compileall", "-q", TARGET], variables, may_fail=True)
    except Failed as failed:
        return failed.code
    return 0


def read_requirements(text):
    """(text, whether it names every package there is): a first line may say so, as that of a lock does."""
    first, _newline, rest = text.partition("\n")
    return (rest, True) if first == "--no-deps" else (text, False)


def install_by_uv(python, target, wanted, variables):
    options = ["--no-config", "--no-cache", "--no-progress", "--no-python-downloads", "--color", "never"]
    run([UV, "pip", "install", *options, "--python", python, "--target", target, *wanted], variables)


def install_by_pip(python, wanted, variables):
    """By the last pip that runs on Python 2, from a folder of its own: nothing is installed for the interpreter."""
    tool = os.path.join(WORK, "tool")
    install_by_uv(sys.executable, tool, ["--only-binary", ":all:", *LAST_FOR_PYTHON_2], variables)
    options = ["--disable-pip-version-check", "--no-cache-dir", "--no-python-version-warning", "--progress-bar", "off"]
    command = [python, "-s", "-m", "pip", "install", *options, "--target", TARGET, *wanted]
    run(command, {**variables, "PYTHONPATH": tool})


def trusting(certificates):
    """`certificates`: those of the company; else the machine's."""
    path = CERTIFICATES if os.path.exists(CERTIFICATES) else None
    if certificates is not None:
        path = os.path.join(WORK, "certificates.pem")
        write(path, certificates)
    return {} if path is None else {"SSL_CERT_FILE": path, "PIP_CERT": path}


def run(command, variables, may_fail=False):
    code = subprocess.call(command, env=variables, stdin=subprocess.DEVNULL)
    if code != 0 and not may_fail:
        raise Failed(code if code > 0 else 128 - code)


def write(path, text):
    with open(path, "w", encoding="utf-8") as target:
        target.write(text)


if __name__ == "__main__":
    sys.exit(main())
