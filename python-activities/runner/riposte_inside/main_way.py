"""The way of `def main(...)`: arguments by name, the result by return value, print goes to the log."""

import json
import os
import sys

from riposte_inside import report
from riposte_inside.binding import BadArguments, bind
from riposte_inside.failures import report_exception, report_exit
from riposte_inside.module import run_as_module
from riposte_inside.printing import print_line_by_line
from riposte_inside.request import surrogates
from riposte_inside.results import NotJson, to_json

FAILED, BAD_INPUT = 1, 2


def run_main(path, request):
    # By descriptor, so that what child processes and C libraries print goes the same way.
    os.dup2(2, 1)
    take_stdin_away()
    print_line_by_line()
    try:
        main = getattr(run_as_module("script", path), "main", None)
        if not callable(main):
            return fail("script", "The script has no function main().")
        # Its bytes are not needed any more.
        positional, keywords = bind(main, parse(text_of(request.pop("arguments"))), connector_of(request))
        result = main(*positional, **keywords)
    except SystemExit as error:
        code = report_exit(error)
        if code == 0:
            report.result("null")
        return code
    except BadArguments as error:
        return fail("arguments", str(error), BAD_INPUT)
    except BaseException:
        report_exception(path)
        return FAILED
    try:
        text = to_json(result)
        # The text is all that is needed now, and both may be large.
        del result
        size = report.size(text)
        if size > request["limits"]["resultBytes"]:
            sys.stderr.write("The result is too large: %d bytes.\n" % size)
            report.failure("too_large", str(size))
            return FAILED
        report.result(text)
    except NotJson as error:
        return fail("result", "main() returned something that is not JSON: %s." % error)
    except MemoryError:
        report_exception(path)
        return FAILED
    return 0


def fail(kind, message, code=FAILED):
    sys.stderr.write(message + "\n")
    report.failure(kind, message)
    return code


def take_stdin_away():
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)


def connector_of(request):
    text = request["connector"]
    return None if text is None else parse(text)


def text_of(data):
    return data.decode("utf-8", *surrogates())


def parse(text):
    """Keeps the order of keys where dict does not."""
    if sys.version_info >= (3, 7):
        return json.loads(text)
    from collections import OrderedDict

    return json.loads(text, object_pairs_hook=OrderedDict)
