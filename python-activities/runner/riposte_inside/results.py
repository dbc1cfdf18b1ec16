"""A returned value as JSON text, or where in it something is not JSON."""

import json

from riposte_inside.report import pieces

LONGEST_PATH = 50


class NotJson(Exception):
    pass


def to_json(value):
    try:
        text = encode(value)
        twice = find_twice(value)
    except (TypeError, ValueError, RuntimeError) as error:
        # RuntimeError: nested too deep (RecursionError on Python 3).
        if isinstance(error, RuntimeError):
            raise NotJson("the result is nested too deep")
        raise NotJson(locate(value) or str(error))
    if twice:
        raise NotJson(twice)
    return text


def encode(value):
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        for _piece in pieces(text):
            pass
        return text
    except UnicodeError:
        # Half a surrogate pair, or Python 2 bytes beside text: escapes can say it.
        return json.dumps(value, allow_nan=False, separators=(",", ":"))


def find_twice(value):
    """JSON turns numbers and None as keys into text: the first dict in which two then read alike, for people."""
    if not has_mixed_keys(value):
        return None
    waiting = [("result", value)]
    while waiting:
        path, found = waiting.pop()
        if isinstance(found, dict):
            if len({type(key) for key in found}) > 1:
                written = {}
                for key in found:
                    text = json.dumps({key: 0})
                    if text in written:
                        return "%s has the keys %r and %r, which are the same in JSON" % (path, written[text], key)
                    written[text] = key
            waiting += [("%s[%r]" % (path, key), item) for key, item in found.items() if is_nested(item)]
        elif isinstance(found, (list, tuple)):
            waiting += [("%s[%d]" % (path, index), item) for index, item in enumerate(found) if is_nested(item)]
    return None


def has_mixed_keys(value):
    """Without a path to each place, which for a large value would take more room than the value."""
    waiting = [value] if is_nested(value) else []
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            if len({type(key) for key in found}) > 1:
                return True
            found = found.values()
        waiting.extend(item for item in found if is_nested(item))
    return False


def is_nested(value):
    return isinstance(value, (dict, list, tuple))


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
