"""The way of a plain script: the request on stdin and as a file, the result on stdout, the log on stderr."""

import os
import sys

from riposte_inside.failures import report_exception, report_exit
from riposte_inside.module import run_as_module
from riposte_inside.printing import print_line_by_line
from riposte_inside.request import REQUEST_NAME, write_bytes


def run_plain(path, request):
    place = os.path.join(os.path.dirname(path), REQUEST_NAME)
    write_bytes(place, request.pop("arguments"))
    opened = os.open(place, os.O_RDONLY)
    os.dup2(opened, 0)
    os.close(opened)
    sys.argv = [path, place]
    print_line_by_line()
    try:
        run_as_module("__main__", path)
    except SystemExit as error:
        return report_exit(error)
    except BaseException:
        report_exception(path)
        return 1
    return 0
