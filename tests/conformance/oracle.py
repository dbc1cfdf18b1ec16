"""Real Jinja2 as the judge: JSON lines {"template", "context"} on stdin, one answer a line on stdout.

An answer is {"value": …} for a template that is a single expression, {"output": …} for any other, or
{"error": name of the exception}. Values keep integers and floats apart and dicts in order. What takes longer
than ten seconds or more than 2 GiB is an error, too.
"""

import json
import resource
import signal
import sys
import warnings

import jmespath
from jinja2 import nodes
from jinja2.nativetypes import NativeCodeGenerator, NativeEnvironment, NativeTemplate
from jinja2.runtime import Undefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup


class Generator(NativeCodeGenerator):
    """Leaves constants alone, which would otherwise become text before they are printed."""

    def _output_child_to_const(self, node, frame, finalize):
        raise nodes.Impossible()


class NativeSandbox(SandboxedEnvironment, NativeEnvironment):
    """Yields the value of a single expression as it is, without reading strings as Python literals."""

    code_generator_class = Generator
    concat = staticmethod(lambda values: list(values)[0])


NativeSandbox.template_class = type("Template", (NativeTemplate,), {"environment_class": NativeSandbox})

text_environment = SandboxedEnvironment()
native_environment = NativeSandbox()
# The one playbook filter with a reference of its own.
for environment in (text_environment, native_environment):
    environment.filters["json_query"] = lambda value, expr: jmespath.search(expr, value)


def is_single_expression(source: str) -> bool:
    body = text_environment.parse(source).body
    return (
        len(body) == 1
        and isinstance(body[0], nodes.Output)
        and len(body[0].nodes) == 1
        and not isinstance(body[0].nodes[0], nodes.TemplateData)
    )


def to_data(value):
    if isinstance(value, Undefined):
        if value._undefined_exception.__name__ == "SecurityError":
            value._fail_with_undefined_error()
        return None
    if isinstance(value, Markup):
        return str(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise ValueError("not finite")
        return value
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, dict):
        return {json_key(key): to_data(item) for key, item in value.items()}
    if hasattr(value, "__iter__"):
        return [to_data(item) for item in value]
    raise TypeError(f"a {type(value).__name__} is no data")


def json_key(key):
    if key is None:
        return "null"
    if isinstance(key, bool):
        return "true" if key else "false"
    return str(key)


def answer(case):
    template, context = case["template"], case["context"]
    try:
        if is_single_expression(template):
            value = to_data(native_environment.from_string(template).render(context))
            return {"value": json.dumps(value, separators=(",", ":"), ensure_ascii=False)}
        return {"output": text_environment.from_string(template).render(context)}
    except RecursionError:
        return {"error": "RecursionError"}
    except Exception as error:
        return {"error": type(error).__name__}


def stop(_signal, _frame):
    raise TimeoutError


warnings.simplefilter("ignore")
signal.signal(signal.SIGALRM, stop)
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, resource.getrlimit(resource.RLIMIT_AS)[1]))
for line in sys.stdin:
    signal.alarm(10)
    print(json.dumps(answer(json.loads(line))), flush=True)
