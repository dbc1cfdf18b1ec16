"""Turns what a script raised into a report for the step and a traceback for the log."""

import errno
import sys
import traceback

from riposte_inside import report


def report_exception(path):
    """Call it in an `except` block. The traceback starts at the script's first line in it."""
    kind, error, trace = sys.exc_info()
    if isinstance(error, MemoryError):
        report.failure("memory", "MemoryError", line_in(trace, path))
    while trace is not None and trace.tb_frame.f_code.co_filename != path:
        trace = trace.tb_next
    sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
    if isinstance(error, EnvironmentError) and error.errno in (errno.ENOSPC, errno.EFBIG):
        report.failure("disk", as_text(str(error)), line_in(trace, path))
    elif not isinstance(error, MemoryError):
        last = traceback.format_exception_only(kind, error)[-1].strip()
        line = error.lineno if isinstance(error, SyntaxError) and error.filename == path else line_in(trace, path)
        report.failure("exception", as_text(last), line)


def line_in(trace, path):
    """The deepest line of the script itself, however far below it the error came up."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def as_text(text):
    return text if not isinstance(text, bytes) else text.decode("utf-8", "replace")


def exit_code_of(error):
    """What a SystemExit means, as the interpreter itself would take it."""
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    sys.stderr.write("%s\n" % (code,))
    return 1
