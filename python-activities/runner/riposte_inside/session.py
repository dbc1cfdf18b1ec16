"""One request: limits first, then the script in the way it asked for."""

import os
import sys

from riposte_inside import report
from riposte_inside.check_way import run_check
from riposte_inside.limits import apply_limits
from riposte_inside.main_way import run_main
from riposte_inside.plain_way import run_plain
from riposte_inside.request import SCRIPT_NAME, read_request, write_file


def run_session():
    """Returns the exit code: 0 ok, 1 failed, 2 bad input, 3 retry later."""
    report.open_report()
    request = read_request(0)
    apply_limits(request["limits"])
    add_builtins_of_site()
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    for name, value in request["environment"].items():
        os.environ[str(name)] = encode_for_environment(value)
    add_packages(request.get("packages"))
    if request["entry"] in ("module", "trigger"):
        report.ready()
        return load_way_of_modules(request["entry"])(request)
    path = os.path.join(os.getcwd(), SCRIPT_NAME)
    write_file(path, request["source"])
    report.ready()
    if request["entry"] == "check":
        return run_check(path)
    if request["entry"] == "main":
        return run_main(path, request)
    return run_plain(path, request)


def load_way_of_modules(entry):
    """Only now: it is for Python 3, and takes a moment. Who was forked ahead finds it where the sandbox has it."""
    import riposte_inside

    riposte_inside.__path__ = [os.path.join(os.path.dirname(os.path.abspath(sys.argv[0])), "riposte_inside")]
    if entry == "trigger":
        from riposte_inside.trigger_way import run_trigger

        return run_trigger
    from riposte_inside.module_way import run_module

    return run_module


def add_packages(folder):
    """As an installation of Python would, with the .pth files that are among them."""
    if folder is not None:
        import site

        site.addsitedir(folder)


def add_builtins_of_site():
    """Scripts call exit() and quit(), which the module site adds; it is not loaded here."""
    builtins = sys.modules.get("builtins") or sys.modules["__builtin__"]
    for name in ("exit", "quit"):
        if not hasattr(builtins, name):
            setattr(builtins, name, sys.exit)


def encode_for_environment(value):
    return value if isinstance(value, str) else value.encode("utf-8")
