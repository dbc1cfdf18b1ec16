import { expect, test } from "vitest";
import { formOf } from "./form-of.ts";

const argumentsOf = (signature: string) => {
  const form = formOf(`def main(${signature}):\n    pass\n`);
  return form.ok ? form.arguments["properties"] : form.why;
};

test.each([
  ["a", { a: {} }],
  ["a: str", { a: { type: "string" } }],
  ["a: int = 3", { a: { type: "integer", default: 3 } }],
  ["a: float = -0.5", { a: { type: "number", default: -0.5 } }],
  ["a: bool = True", { a: { type: "boolean", default: true } }],
  ["a: list[str]", { a: { type: "array", items: { type: "string" } } }],
  ["a: typing.List[int] = [1, 2]", { a: { type: "array", items: { type: "integer" }, default: [1, 2] } }],
  ["a: dict[str, int]", { a: { type: "object", additionalProperties: { type: "integer" } } }],
  ["a: dict = {'k': None}", { a: { type: "object", default: { k: null } } }],
  ["a: Optional[str] = None", { a: { anyOf: [{ type: "string" }, { type: "null" }] } }],
  ["a: str | None", { a: { anyOf: [{ type: "string" }, { type: "null" }] } }],
  [
    "a: Union[str, list[str]]",
    { a: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] } },
  ],
  ["a: Literal['low', 'high'] = 'low'", { a: { enum: ["low", "high"], default: "low" } }],
  ["a: 'list[str]'", { a: { type: "array", items: { type: "string" } } }],
  ["a: Any", { a: {} }],
  ["a: str | Any", { a: {} }],
  ["a: datetime", { a: {} }],
  ["a=os.environ['HOME']", { a: {} }],
  ["a=f'{x}'", { a: {} }],
  ["a='it\\'s'", { a: { default: "it's" } }],
  ["a, /, b, *, c", { a: {}, b: {}, c: {} }],
  ["a, *rest, **more", { a: {} }],
  ["a, connector", { a: {} }],
])("main(%s)", (signature, properties) => {
  expect(argumentsOf(signature)).toEqual(properties);
});

test("what has no default is required, and only **anything takes more", () => {
  const form = formOf("async def main(a, b=1, *, c, d=None, **more) -> None: ...");
  expect(form).toMatchObject({ arguments: { required: ["a", "c"] }, result: { type: "null" } });
  expect(form.ok && "additionalProperties" in form.arguments).toBe(false);
  expect(formOf("def main(): ...")).toMatchObject({
    arguments: { type: "object", properties: {}, additionalProperties: false },
    result: null,
  });
});

test("a result of a TypedDict has its fields, and a class that holds itself comes to an end", () => {
  const source = `
class Host(TypedDict):
    """A host."""
    ip: str
    ports: NotRequired[list[int]]
    parent: "Host"

@traced
def main(ip: str) -> Host:
    return {}
`;
  expect(formOf(source)).toMatchObject({
    result: {
      type: "object",
      description: "A host.",
      properties: { ip: { type: "string" }, ports: { type: "array", items: { type: "integer" } } },
      required: ["ip", "parent"],
    },
  });
});

test("docstrings say what arguments are, and their type where there is no hint", () => {
  const google = `
def main(text, least=1):
    """Counts words.

    All of them.

    Args:
        text (str): What is counted,
            line by line.
        least (int, optional): Words that are rarer are left out.

    Returns:
        dict: a list
    """
    print "Python 2"
`;
  const properties = {
    text: { type: "string", description: "What is counted, line by line." },
    least: { type: "integer", default: 1, description: "Words that are rarer are left out." },
  };
  expect(formOf(google)).toMatchObject({
    summary: "Counts words.\n\nAll of them.",
    arguments: { properties },
  });
  const sphinx = `
def main(text, least=1):
    '''Counts words.

    :param str text: What is counted,
        line by line.
    :param least: Words that are rarer are left out.
    :type least: int
    :return: a list
    '''
`;
  expect(formOf(sphinx)).toMatchObject({ summary: "Counts words.", arguments: { properties } });
});

test("of several the last one counts; one that is not there, or half written, is said", () => {
  expect(formOf("def main(a): ...\ndef main(b): ...")).toMatchObject({ arguments: { required: ["b"] } });
  expect(formOf("x = 1\nif x:\n    def main(): ...")).toMatchObject({ ok: false });
  expect(formOf("def main(a, (b, c)):\n    pass")).toMatchObject({ ok: false });
});

test("nothing of it is run, whatever it is", () => {
  const source = `__import__("os").system("touch /tmp/ran")\ndef main(a=__import__("os").getpid()): ...`;
  expect(formOf(source)).toMatchObject({ ok: true, arguments: { properties: { a: {} } } });
  expect(formOf("(".repeat(50_000)).ok).toBe(false);
});
