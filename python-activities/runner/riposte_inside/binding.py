"""Fits arguments, by name, to the signature of `main`."""

import inspect


class BadArguments(Exception):
    pass


class Signature(object):
    def __init__(self, function):
        if hasattr(inspect, "signature"):
            self._read(inspect.signature(function))
        else:
            self._read_python_2(inspect.getargspec(function))

    def _read(self, signature):
        kinds = inspect.Parameter
        named = [p for p in signature.parameters.values() if p.kind not in (kinds.VAR_POSITIONAL, kinds.VAR_KEYWORD)]
        self.names = [p.name for p in named]
        self.required = [p.name for p in named if p.default is kinds.empty]
        self.positional_only = [(p.name, p.default) for p in named if p.kind == kinds.POSITIONAL_ONLY]
        self.takes_any = any(p.kind == kinds.VAR_KEYWORD for p in signature.parameters.values())

    def _read_python_2(self, spec):
        self.names = list(spec.args)
        self.required = self.names[: len(self.names) - len(spec.defaults or ())]
        self.positional_only = []
        self.takes_any = spec.keywords is not None


def bind(function, arguments, connector):
    """Returns (positional, keywords). `connector` fills the parameter of that name."""
    signature = Signature(function)
    values = dict((str(name), value) for name, value in arguments.items())
    if "connector" in signature.names and connector is not None:
        values["connector"] = connector
    unknown = [] if signature.takes_any else [name for name in values if name not in signature.names]
    missing = [name for name in signature.required if name not in values]
    if unknown or missing:
        raise BadArguments(explain(unknown, missing, signature))
    # One that is not given keeps its place, or the next one would take it.
    positional = [values.pop(name, default) for name, default in signature.positional_only]
    return positional, values


def explain(unknown, missing, signature):
    parts = []
    if missing:
        parts.append("main() needs %s, which the step does not give" % quoted(missing))
    if unknown:
        parts.append("main() does not take %s" % quoted(unknown))
    takes = quoted(signature.names) if signature.names else "no arguments"
    return "%s. It takes %s." % ("; ".join(parts), takes)


def quoted(names):
    return ", ".join('"%s"' % name for name in names)
