"""Compiles the script and runs it as a module."""

import sys
import types

# Modules that were taken out of sys.modules: Python 2 empties a module that nobody holds.
KEPT = []


def run_as_module(name, path):
    """Returns the module. Raises whatever the script raises, SyntaxError too."""
    with open(path, "rb") as source:
        code = compile(source.read(), path, "exec", dont_inherit=True)
    module = types.ModuleType(name)
    module.__file__ = path
    KEPT.append(sys.modules.get(name))
    sys.modules[name] = module
    exec(code, module.__dict__)
    return module
