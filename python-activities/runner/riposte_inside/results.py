"""A returned value as JSON text, or where in it something is not JSON."""

import json

LONGEST_PATH = 50


class NotJson(Exception):
    pass


def to_json(value):
    try:
        return encode(value)
    except (TypeError, ValueError, RuntimeError) as error:
        # RuntimeError: nested too deep (RecursionError on Python 3).
        if isinstance(error, RuntimeError):
            raise NotJson("the result is nested too deep")
        raise NotJson(locate(value) or str(error))


def encode(value):
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        text.encode("utf-8")
        return text
    except UnicodeError:
        # Half a surrogate pair, or Python 2 bytes beside text: escapes can say it.
        return json.dumps(value, allow_nan=False, separators=(",", ":"))


def locate(value, path="result", depth=0):
    """The first place that json cannot write, for people; None where there is none to name."""
    if depth > LONGEST_PATH or value is None or isinstance(value, (bool, int, type(""))):
        return None
    if isinstance(value, float):
        finite = value == value and value not in (float("inf"), float("-inf"))
        return None if finite else "%s is %r, which JSON does not have" % (path, value)
    if isinstance(value, dict):
        for key, item in value.items():
            found = locate(item, "%s[%r]" % (path, key), depth + 1)
            if found:
                return found
        return None
    if isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            found = locate(item, "%s[%d]" % (path, index), depth + 1)
            if found:
                return found
        return None
    return "%s is of type %s; turn it into text, a number, a list or a dict" % (path, type(value).__name__)
