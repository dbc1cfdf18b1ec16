"""The way of a check: the source is compiled as it would be to run, and is not run."""

import ast
import json

from riposte_inside import report

TOO_MUCH = "It is nested too deeply, or is too large, for Python to read."


def run_check(path):
    with open(path, "rb") as source:
        text = source.read()
    try:
        compile(text, path, "exec", dont_inherit=True)
        tree = ast.parse(text, path)
    except SyntaxError as error:
        return refuse(error.msg or "invalid syntax", error.lineno)
    except (MemoryError, RuntimeError):
        return refuse(TOO_MUCH)
    except (ValueError, TypeError) as error:
        # A NUL among others.
        return refuse(str(error))
    report.result(json.dumps(signature_of_main(tree)))
    return 0


def refuse(message, line=None):
    report.failure("syntax", message, line)
    return 1


def signature_of_main(tree):
    """What a `def main` at the top level can be called with; nothing where main comes about otherwise."""
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "main"]
    if not found:
        return None
    arguments = found[-1].args
    positional = [name_of(arg) for arg in getattr(arguments, "posonlyargs", []) + arguments.args]
    keywords = [name_of(arg) for arg in getattr(arguments, "kwonlyargs", [])]
    defaults = getattr(arguments, "kw_defaults", [])
    needed = positional[: len(positional) - len(arguments.defaults)]
    needed += [name for at, name in enumerate(keywords) if defaults[at] is None]
    return {"names": positional + keywords, "needed": needed, "takesAny": arguments.kwarg is not None}


def name_of(arg):
    """Python 2 has plain names, and tuples, here."""
    return getattr(arg, "arg", None) or getattr(arg, "id", "")
