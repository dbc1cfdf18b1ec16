"""Turns what a script raised into a report for the step and a traceback for the log."""

import errno
import os
import sys
import traceback

from riposte_inside import report


def report_exception(path):
    """Call it in an `except` block. The traceback starts at the script's first line in it."""
    kind, error, trace = sys.exc_info()
    # Asked by way of a system call it says so by a number.
    no_memory = isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM
    if no_memory:
        report.failure("memory", "MemoryError", line_in(trace, path))
    while trace is not None and trace.tb_frame.f_code.co_filename != path:
        trace = trace.tb_next
    flush_output()
    sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
    if no_memory:
        return
    last = last_words()
    if isinstance(error, EnvironmentError) and error.errno in (errno.ENOSPC, errno.EFBIG):
        report.failure("disk", as_text(str(error)), line_in(trace, path))
    elif isinstance(error, EnvironmentError) and error.errno == errno.EMFILE:
        report.failure("open_files", as_text(str(error)), line_in(trace, path))
    elif is_without_processes(error, last):
        report.failure("processes", last, line_in(trace, path))
    else:
        line = error.lineno if isinstance(error, SyntaxError) and error.filename == path else line_in(trace, path)
        report.failure("exception", last, line)


def last_words():
    """What the exception that is handled says of itself, in one line."""
    kind, error, _trace = sys.exc_info()
    return as_text(traceback.format_exception_only(kind, error)[-1].strip())


def is_without_processes(error, said):
    """Python says of a fork what it says of a socket without data, and of a thread nothing: so one is tried."""
    if getattr(error, "errno", None) != errno.EAGAIN and "start new thread" not in said:
        return False
    try:
        child = os.fork()
    except OSError as refused:
        return refused.errno == errno.EAGAIN
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return False


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


def flush_output():
    """What was printed before stands before it in the log."""
    try:
        sys.stdout.flush()
    except Exception:  # noqa: S110 (the script may have closed or replaced it)
        pass


def report_exit(error):
    """Returns the exit code: what a SystemExit means, as the interpreter itself would take it."""
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    flush_output()
    message = "%s" % (code,)
    sys.stderr.write(message + "\n")
    if message.strip():
        report.failure("exit", as_text(message.strip()))
    return 1
