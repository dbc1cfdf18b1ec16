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
    report.result(json.dumps({"main": signature_of_main(tree), "wrong": what_never_works(tree)}))
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


def what_never_works(tree):
    """Why no call of main can go well, whatever it is given; nothing where that cannot be told without running it."""
    makers = (ast.FunctionDef, getattr(ast, "AsyncFunctionDef", ast.FunctionDef))
    found = [node for node in tree.body if isinstance(node, makers) and node.name == "main"]
    if not found:
        return None if may_make_main(tree) else {"why": "no_main", "line": None}
    main = found[-1]
    # A decorator may make something else of it.
    if main.decorator_list:
        return None
    if not isinstance(main, ast.FunctionDef):
        return {"why": "async_main", "line": main.lineno}
    return {"why": "generator_main", "line": main.lineno} if yields(main) else None


WAYS_TO_ANY_NAME = ("exec", "globals", "locals", "vars", "setattr", "modules")


def may_make_main(tree):
    for node in ast.walk(tree):
        if getattr(node, "name", None) == "main" or getattr(node, "asname", None) == "main":
            return True
        if isinstance(node, ast.alias) and node.asname is None and node.name in ("main", "*"):
            return True
        if isinstance(node, ast.Name) and node.id == "main" and isinstance(node.ctx, ast.Store):
            return True
        if (getattr(node, "id", None) or getattr(node, "attr", None)) in WAYS_TO_ANY_NAME:
            return True
    return False


def yields(function):
    """Itself, and no function inside of it."""
    waiting = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Yield, getattr(ast, "YieldFrom", ast.Yield))):
            return True
        if not isinstance(node, (ast.FunctionDef, getattr(ast, "AsyncFunctionDef", ast.FunctionDef), ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
    return False


def name_of(arg):
    """Python 2 has plain names, and tuples, here."""
    return getattr(arg, "arg", None) or getattr(arg, "id", "")
