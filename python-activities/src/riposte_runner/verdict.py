"""What the end of a script means for its step. What it gave back is not redacted yet."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from dataclasses import dataclass

from riposte_runner.job import Job
from riposte_runner.json_text import NotJson, check_json
from riposte_runner.limits import how_to_raise
from riposte_runner.outcome import FailureCode
from riposte_runner.plain_output import find_result, without_range
from riposte_runner.report import ReportedFailure, parse_report
from riposte_runner.sandbox.port import Limits, SandboxEnd
from riposte_runner.sizes import in_words, too_large

FAILED, BAD_INPUT, RETRY_LATER = 1, 2, 3
# What the kernel and resolvers say in a namespace that leads nowhere.
NO_WAY_OUT = ("Network is unreachable", "Temporary failure in name resolution", "Name or service not known")
NO_NETWORK = "This action has no network: its author can give it one (Network, in the action's settings)."
PAST_THE_PROXY = (
    "Without the proxy (HTTP_PROXY, HTTPS_PROXY) a script reaches the hosts of its action only: its author can add "
    "one, with its port (Network, in the action's settings)."
)
SANDBOX_HELP = (
    "Scripts need bubblewrap and unprivileged user namespaces: install the package bubblewrap (for example "
    "“apt install bubblewrap”) and let the kernel allow them (kernel.apparmor_restrict_unprivileged_userns=0 on "
    "Ubuntu), or start with --sandbox weak to run scripts with limits but without isolation."
)


@dataclass(frozen=True)
class Success:
    """`result`: JSON text."""

    result: str
    # The named ways out that it takes.
    branches: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failed:
    code: FailureCode
    message: str
    retryable: bool = False


@dataclass(frozen=True)
class Verdict:
    of: Success | Failed
    log: str


def judge(end: SandboxEnd, job: Job, limits: Limits, clean: Callable[[str], str] = str) -> Verdict:
    """For scripts that ended by themselves, by a limit or by being cancelled.

    `clean` takes secrets out of what was printed last, which may be the reason of a failure.
    """
    verdict = judge_end(end, job, limits, clean)
    of = verdict.of
    if isinstance(of, Success) or of.code != "script_failed":
        return verdict
    if end.refusals:
        # Trying again would change nothing.
        return Verdict(Failed("egress_refused", f"{end.refusals[0]} Then the script failed: {of.message}"), verdict.log)
    if any(words in of.message for words in NO_WAY_OUT):
        hint = NO_NETWORK if job.script.network is None else PAST_THE_PROXY
        return Verdict(Failed(of.code, f"{of.message}. {hint}", of.retryable), verdict.log)
    return verdict


def judge_end(end: SandboxEnd, job: Job, limits: Limits, clean: Callable[[str], str]) -> Verdict:
    cut_short = ended_from_outside(end, job, limits)
    if cut_short is not None:
        return Verdict(cut_short, log_of(end))
    report = parse_report(end.report)
    if not report.ready:
        log = log_of(end)
        reason = last_line(log) or f"it ended with exit code {end.exit_code} and gave no reason"
        return Verdict(Failed("sandbox_unavailable", sandbox_failed("The sandbox did not start", reason)), log)
    if report.failure is not None:
        return Verdict(reported(report.failure, job, limits), log_of(end))
    if end.exit_code != 0:
        return Verdict(by_exit_code(end, limits, clean), log_of(end))
    try:
        if job.script.entry == "plain":
            found = find_result(end.stream("stdout"))
            return Verdict(Success(found.text), text_of(without_range(end.output, found.start, found.end)))
        # It has ended the process by itself, or closed the pipe on which results come.
        if report.result is None:
            return Verdict(Failed("script_failed", "The script ended without returning from main()."), log_of(end))
        check_json(report.result)
        return Verdict(Success(report.result, report.branches), log_of(end))
    except NotJson as error:
        return Verdict(Failed("script_failed", f"The result is not JSON: {error}"), log_of(end))


def log_of(end: SandboxEnd) -> str:
    return text_of(without_range(end.output, 0, 0))


def ended_from_outside(end: SandboxEnd, job: Job, limits: Limits) -> Failed | None:
    if end.ended_by == "timeout":
        # It may have taken effect by then: only where that does no harm may it simply run again.
        message = f"The script ran longer than its limit of {job.timeout_seconds:g} s and was ended."
        message += how_to_raise(limits.set_by, "time")
        return Failed("timeout", message, retryable=job.may_take_over)
    if end.ended_by == "memory":
        return memory_exceeded(limits)
    if end.ended_by == "cpu":
        return cpu_exceeded(limits)
    if end.ended_by == "processes":
        message = (
            f"The script started too many processes: together they needed more than its limit of {limits.memory_mb} MB "
            f"of memory, and it may have {limits.processes} of them at once."
        )
        message += how_to_raise(limits.set_by, "memory")
        return Failed("limit_exceeded", message)
    if end.ended_by == "files":
        message = f"The script made more than its limit of {limits.files} files and was ended."
        return Failed("limit_exceeded", message + how_to_raise(limits.set_by, "files"))
    if end.ended_by == "output":
        bound = in_words(limits.output_bytes)
        message = (
            f"The script printed or returned more than {bound} and was ended; a result may have "
            f"{in_words(limits.result_bytes)} of them."
        )
        message += how_to_raise(limits.set_by, "result")
        return Failed("limit_exceeded", message)
    if end.ended_by == "cancelled":
        return Failed("cancelled", "The script was cancelled while it ran.")
    return None


def reported(failure: ReportedFailure, job: Job, limits: Limits) -> Failed:
    if failure.kind == "memory":
        return memory_exceeded(limits)
    place = "" if failure.line is None else f" ({job.script.name}, line {failure.line})"
    if failure.kind == "disk":
        bounds = f"{limits.disk_mb} MB of disk, 16 MB in /dev/shm"
        message = f"The script wrote more than it may ({bounds}): {failure.message}{place}"
        return Failed("limit_exceeded", message + after_place(limits, "disk"))
    if failure.kind == "processes":
        message = f"The script started more than its limit of {limits.processes} processes: {failure.message}{place}"
        return Failed("limit_exceeded", message + after_place(limits, "processes"))
    if failure.kind == "open_files":
        message = f"The script had more than its limit of {limits.open_files} files open: {failure.message}{place}"
        return Failed("limit_exceeded", message)
    if failure.kind == "too_large":
        message = too_large("What main() returned", reported_size(failure), limits.result_bytes)
        return Failed("limit_exceeded", message + how_to_raise(limits.set_by, "result"))
    code = "bad_arguments" if failure.kind == "arguments" else "script_failed"
    return Failed(code, failure.message + place)


def reported_size(failure: ReportedFailure) -> int:
    """The script may have said it itself."""
    return int(failure.message) if re.fullmatch(r"\d{1,15}", failure.message) else 0


def by_exit_code(end: SandboxEnd, limits: Limits, clean: Callable[[str], str]) -> Failed:
    said = last_line(clean(text_of(end.stream("stderr")))) or last_line(clean(text_of(end.stream("stdout"))))
    if re.search(r"^MemoryError\b", said):
        return memory_exceeded(limits)
    if end.exit_code == FAILED:
        return Failed("script_failed", said or "The script ended with exit code 1 and gave no reason.")
    if end.exit_code == BAD_INPUT:
        return Failed("bad_arguments", said or "The script refused its input (exit code 2) and gave no reason.")
    if end.exit_code == RETRY_LATER:
        return Failed("unavailable", said or "The script asked to be tried later (exit code 3).", retryable=True)
    if end.exit_code == 128 + signal.SIGXCPU:
        return cpu_exceeded(limits)
    if end.exit_code > 128:
        return Failed("script_failed", f"The script was killed by {signal_name(end.exit_code - 128)}.")
    return Failed("script_failed", f"The script ended with exit code {end.exit_code}: {said}".rstrip(": "))


def memory_exceeded(limits: Limits) -> Failed:
    message = f"The script needed more than its limit of {limits.memory_mb} MB of memory."
    return Failed("limit_exceeded", message + how_to_raise(limits.set_by, "memory"))


def cpu_exceeded(limits: Limits) -> Failed:
    if limits.cpu_seconds is None:
        return Failed("limit_exceeded", "The script used more processor time than its time limit allows.")
    message = f"The script used more than its limit of {limits.cpu_seconds} s of processor time and was ended."
    return Failed("limit_exceeded", message + how_to_raise(limits.set_by, "cpu"))


def after_place(limits: Limits, name: str) -> str:
    """Where the sentence before it ends without a full stop."""
    more = how_to_raise(limits.set_by, name)
    return f".{more}" if more else ""


def sandbox_failed(what: str, reason: str) -> str:
    return f"{what}: {reason.rstrip('.')}. {SANDBOX_HELP}"


def signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1].strip() if lines else ""


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\0", "\ufffd")
