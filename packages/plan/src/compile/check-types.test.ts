import { expect, test } from "vitest";
import type { Catalogue } from "../catalogue.ts";
import type { JsonObject } from "../plan.ts";
import { compile } from "./compile.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { testCatalogue } from "./test-catalogue.ts";

type Json = Record<string, unknown>;

const EVENT: JsonObject = {
  type: "object",
  properties: {
    title: { type: "string" },
    count: { type: "integer" },
    maybe: { type: "string" },
    level: { enum: ["low", "high"] },
    token: { type: "string", writeOnly: true },
    items: { type: "array", items: { type: "object", properties: { short_id: { type: "string" } } } },
    alerts: {
      type: "array",
      items: {
        type: "object",
        properties: { short_id: { type: "string" }, hosts: { type: "array", items: { type: "string" } } },
        required: ["short_id", "hosts"],
        additionalProperties: false,
      },
    },
  },
  required: ["title", "count", "level", "token", "alerts"],
  additionalProperties: false,
};

const catalogue: Catalogue = {
  ...testCatalogue,
  triggers: new Map([
    ["typed", { key: "typed", name: "Typed", description: "", config: { type: "object" }, event: EVENT }],
  ]),
  learnt: new Map([
    [
      "script.judge",
      {
        learnt: true,
        type: "object",
        properties: { score: { type: "integer" } },
        required: ["score"],
        additionalProperties: false,
      },
    ],
  ]),
};

const TRIGGER = { id: "t", kind: "trigger", name: "hook", trigger: "typed" };

function diagnose(nodes: readonly Json[], edges: readonly string[]): readonly Diagnostic[] {
  const graph = {
    nodes: [TRIGGER, ...nodes.map((node) => ({ name: node["id"], ...node }))],
    edges: edges.map((text) => {
      const [source = "", to = ""] = text.split(" ");
      const [from, port = "default"] = source.split(":");
      return { from, port, to };
    }),
  };
  return compile(graph, { name: "test", catalogue }).diagnostics;
}

function set(id: string, value: unknown, name = "v"): Json {
  return { id, kind: "set", assignments: [{ name, value }] };
}

/** What is said of one template. */
function about(text: string): string[] {
  return diagnose([set("s", text)], ["t s"]).map(({ severity, code, message, hint = "" }) =>
    `${severity} ${code}: ${message} ${hint}`.trim(),
  );
}

test.each([
  "{{ trigger.alerts[0].short_id | upper }}",
  "{{ trigger.alerts | map(attribute='short_id') | join(', ') }}",
  "{% for a in trigger.alerts %}{{ a.short_id }}{{ loop.index }}{% for h in a.hosts %}{{ h.split('.')[0] }}{% endfor %}{% endfor %}",
  "{{ trigger.count + 1 }} {{ trigger.title + '!' }} {{ trigger.title * 2 }} {{ trigger.count / 2 }}",
  "{{ trigger.maybe | default('none') | lower }}",
  "{{ trigger.maybe.upper() if trigger.maybe else '' }}",
  "{{ (trigger.title | length) > 5 and trigger.level == 'high' }}",
  "{% set found = [] %}{% for a in trigger.alerts %}{{ found.append(a.short_id) }}{% endfor %}{{ found[0].anything }}",
  "{% set ns = namespace(n=0) %}{% for a in trigger.alerts %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}",
  "{% macro m(x) %}{{ x.y.z }}{% endmacro %}{{ m({'y': {'z': 1}}) }}",
  "{{ trigger.missing | default('x') if false else 1 }}{{ utcnow() }}",
  "{% set l = [] %}{% if l.append(1) %}{% endif %}{% set d = {} %}{% if d.update({'a': 1}) %}\n{% else %}{% endif %}",
  "{% set l = [] %}{% if l.append(1) %}x{% endif %}{{ '' if l.append(2) else l }}",
  "{{ trigger['items'] | map(attribute='short_id') | join(', ') }}{{ trigger.items() | list }}",
  "{{ 'yes' if trigger.items | map('upper') is defined }}",
  "{{ utcnow().isoformat()[:10] }}{{ utcnow().year + 1 }}{{ utcnow().timestamp() + 1 }}{{ utcnow() ~ 'Z' }}",
])("nothing is said of %s", (text) => {
  expect(about(text).filter((said) => !said.startsWith("warning unknown_field"))).toEqual([]);
});

test.each([
  [
    "{{ trigger.alerts[0].shortid }}",
    'error unknown_field: trigger.alerts.0 has no field "shortid". Did you mean "short_id"?',
  ],
  [
    "{{ (trigger.alerts | first).shortid }}",
    'error unknown_field: There is no field "shortid" here. Did you mean "short_id"?',
  ],
  [
    "{% for a in trigger.alerts %}{{ a.host }}{% endfor %}",
    'warning unknown_field: There is no field "host" here. Did you mean "hosts"?',
  ],
  ["{{ trigger.title | uper }}", 'error unknown_filter: There is no filter "uper". Did you mean "upper"?'],
  [
    "{{ trigger.alerts | map('uper') | list }}",
    'warning unknown_filter: There is no filter "uper". Did you mean "upper"?',
  ],
  ["{{ trigger.title is strin }}", 'error unknown_test: There is no test "strin". Did you mean "string"?'],
  [
    "{{ trigger.title.uper() }}",
    'error unknown_method: Nothing called "uper()" can be done with a text. Did you mean "upper"?',
  ],
  [
    "{{ trigger.title | replace('a') }}",
    'error filter_arguments: The filter "replace" needs "new". Write | replace(…).',
  ],
  [
    "{{ trigger.title | truncate(lenght=3) }}",
    'error filter_arguments: The filter "truncate" knows nothing called "lenght". Did you mean "length"?',
  ],
  [
    "{{ trigger.title + 1 }}",
    "error wrong_type: This can never be worked out: a text + a whole number. Put texts together with ~, or turn a text into a number with | int.",
  ],
  [
    "{{ trigger.count | length }}",
    'error wrong_type: The filter "length" cannot work here: a whole number has no length.',
  ],
  [
    "{{ 'x' if trigger.title is string and trigger.title + 1 else 'y' }}",
    "error wrong_type: This can never be worked out: a text + a whole number. Put texts together with ~, or turn a text into a number with | int.",
  ],
  [
    "{{ trigger.title + 1 if trigger.maybe else 'y' }}",
    "warning wrong_type: This can never be worked out: a text + a whole number. Put texts together with ~, or turn a text into a number with | int.",
  ],
  [
    "{% for a in trigger.count %}x{% endfor %}",
    "error not_a_list: A loop needs a list, an object or a text; this is a whole number.",
  ],
  [
    "{% if trigger.level == 'hgih' %}x{% endif %}",
    "warning dead_branch: This is never true, so what stands behind it never comes into play.",
  ],
  [
    "{% if trigger.count is number %}x{% elif trigger.maybe %}y{% endif %}",
    "warning dead_branch: A condition before this one is always true, so this one never comes into play.",
  ],
])("%s: %s", (text, said) => {
  expect(about(text)).toEqual([said]);
});

const FIELD = `"items" is a method here, not the field. Did you mean trigger['items']?`;

test.each([
  ["map(attribute='short_id') | join(', ')", "join", "is no list, object or text"],
  ["selectattr('short_id') | list | length", "list", "is no list, object or text"],
  ["rejectattr('short_id') | first", "first", "is no list, object or text"],
  ["select | map('upper') | list", "list", "is no list, object or text"],
  ["reject | length", "length", "has no length"],
  ["length", "length", "has no length"],
  ["list", "list", "is no list, object or text"],
  ["join", "join", "is no list, object or text"],
  ["sort", "sort", "is no list, object or text"],
])("a method that nobody called: trigger.items | %s", (filters, filter, says) => {
  const said = `error wrong_type: The filter "${filter}" cannot work here: a method ${says}. ${FIELD}`;
  expect(about(`{{ trigger.items | ${filters} }}`)).toEqual([said]);
  expect(about(`x {{ trigger.items | ${filters} }}`)).toEqual([said]);
});

test("a method that nobody called, elsewhere", () => {
  const alone = `error wrong_type: This cannot work: a method is no value that a field could get. ${FIELD}`;
  expect(about("{{ trigger.items }}")).toEqual([alone]);
  expect(about("{{ trigger.items | map(attribute='short_id') }}")).toEqual([alone]);
  expect(about("It is {{ trigger.items }}")).toEqual([
    `warning wrong_type: A method is written out here, not what it gives. ${FIELD}`,
  ]);
  expect(about("{% for a in trigger.items %}x{% endfor %}")).toEqual([
    `error not_a_list: A loop needs a list, an object or a text; this is a method. ${FIELD}`,
  ]);
  expect(about("{% set t = trigger.title %}{{ t.upper | list }}")).toEqual([
    'error wrong_type: The filter "list" cannot work here: a method is no list, object or text. ' +
      '"upper" is a method here. Call it: t.upper()',
  ]);
  const comment = { uuid: "u", text: "{{ trigger.items | selectattr('short_id') | list | length }}" };
  const node = { id: "a", kind: "action", action: "test.comment", arguments: comment };
  expect(diagnose([node], ["t a"]).map(({ code }) => code)).toEqual(["wrong_type"]);
});

test("a dict's own method comes before its field, also where nothing is known of the value: that is a warning", () => {
  const read = (template: string) => about(`{% set body = trigger.title | fromjson %}${template}`);
  const said = (path: string, name: string, field: string) =>
    `warning uncalled_method: "${name}" after a dot is a method of every object, and it is not called here: a field of ` +
    `that name is not read this way. Write ${field} for the field, or ${path}.${name}() to call the method.`;
  expect(read("{{ body.items | length }}")).toEqual([said("body", "items", "body['items']")]);
  expect(read("{% for one in body.data.values %}{{ one }}{% endfor %}")).toEqual([
    said("body.data", "values", "body.data['values']"),
  ]);
  expect(read("{{ body.update.time | default('') }}")).toEqual([said("body", "update", "body['update']")]);
  expect(read("{{ body.items() | length }}{{ body['items'] }}{{ body.title }}{{ body.count }}")).toEqual([]);
  expect(about("{% set ns = namespace(items=0) %}{{ ns.items }}")).toEqual([]);
});

test.each([
  [{ until: "{{ utcnow() }}" }, "and this gives a time without its offset."],
  [{ until: "{{ utcnow().isoformat() }}" }, "and this gives a time without its offset."],
  [{ until: "{{ trigger.count }}" }, "and this gives a whole number."],
  [{ until: "{{ 'tomorrow' }}" }, "and this gives another text."],
  [{ seconds: "{{ trigger.alerts }}" }, "and this gives a list."],
  [{ seconds: "{{ utcnow() }}" }, "and this gives a time without its offset."],
  [{ seconds: "{{ 'soon' }}" }, "and this gives another text."],
])("a wait whose template can never be right: %j", (more, says) => {
  const [field = ""] = Object.keys(more);
  expect(diagnose([{ id: "w", kind: "wait", ...more }], ["t w"])).toMatchObject([
    { code: "bad_wait", severity: "error", field, message: expect.stringContaining(says) },
  ]);
});

test.each([
  { until: "{{ utcnow() }}Z" },
  { until: "{{ trigger.maybe }}" },
  { until: "{{ (utcnow().timestamp() + 600) | timestamp_to_iso8601 }}" },
  { until: "{{ '2026-11-21T08:00:00Z' }}" },
  { seconds: "{{ trigger.count / 2 }}" },
  { seconds: "{{ '60' }}" },
])("a wait that may be right: %j", (more) => {
  expect(diagnose([{ id: "w", kind: "wait", ...more }], ["t w"])).toEqual([]);
});

test("a time can be cut, counted and added to only as a text or a number", () => {
  expect(about("{{ utcnow()[:10] }}")).toEqual([
    "error wrong_type: This cannot work: a time has no parts that one could cut out. " +
      "Make a text of it first, such as utcnow().isoformat() or utcnow().strftime('%Y-%m-%d').",
  ]);
  expect(about("{{ utcnow() + 600 }}")).toEqual([
    "error wrong_type: This can never be worked out: a time + a whole number. " +
      "Count in seconds: (utcnow().timestamp() + 600) | timestamp_to_iso8601.",
  ]);
});

test("what others call vars", () => {
  expect(about("{{ variables.v }}")).toEqual([
    'error unknown_name: There is nothing called "variables" here. Did you mean "vars"?',
  ]);
});

test("an argument that a template can never make right is an error; one that it may is none", () => {
  const say = (more: Json) =>
    diagnose(
      [{ id: "a", kind: "action", action: "test.comment", arguments: { uuid: "u", text: "x", ...more } }],
      ["t a"],
    );
  expect(say({ text: "{{ trigger.title }} {{ trigger.count }}", severity: "{{ trigger.count }}" })).toEqual(
    [],
  );
  expect(
    say({
      text: "{{ trigger.maybe }}",
      severity: "{{ trigger.count / 2 }}",
      options: { level: "{{ trigger.level }}" },
    }),
  ).toEqual([]);
  expect(
    say({ text: "{{ trigger.alerts }}", severity: "{{ trigger.title }}", tags: ["{{ trigger.count }}"] }),
  ).toMatchObject([
    { code: "wrong_argument", field: "arguments.text" },
    {
      code: "wrong_argument",
      severity: "error",
      field: "arguments.severity",
      message: 'The argument "severity" of "test.comment" must be a whole number, and this gives a text.',
    },
    { code: "wrong_argument", field: "arguments.tags.0" },
  ]);
  expect(say({ options: { level: "{{ 'hgih' }}" } })).toMatchObject([
    { message: 'The argument "options.level" of "test.comment" must be one of: low, high.' },
  ]);
});

test("an argument that may be left out may be nothing; what a dict lacks is named", () => {
  const say = (more: Json) =>
    diagnose(
      [{ id: "a", kind: "action", action: "test.comment", arguments: { uuid: "u", text: "x", ...more } }],
      ["t a"],
    ).map(({ code, message, hint = "" }) => `${code}: ${message} ${hint}`.trim());
  expect(say({ severity: "{{ none }}", options: "{{ {'notify': none} }}" })).toEqual([]);
  expect(say({ severity: null, target: null })).toEqual([]);
  expect(say({ text: "{{ none }}" })).toEqual([
    'wrong_argument: The argument "text" of "test.comment" must be a text, and this gives empty.',
  ]);
  expect(say({ text: "{{ trigger.count }}" })).toEqual([
    'wrong_argument: The argument "text" of "test.comment" must be a text, and this gives a whole number. ' +
      "Make a text of it with | string, or write text around it.",
  ]);
  expect(say({ owner: "{{ {'mail': trigger.title} }}" })).toEqual([
    'missing_argument: "test.comment" needs the argument "owner.name".',
  ]);
  expect(say({ owner: "{{ {'name': trigger.alerts, 'mail': none} }}" })).toEqual([
    'wrong_argument: The argument "owner.name" of "test.comment" must be a text, and this gives a list. ' +
      "Make a text of it with | join(', ').",
  ]);
});

test("cases that are never taken", () => {
  const cases = (...whens: string[]) =>
    diagnose(
      [{ id: "c", kind: "condition", cases: whens.map((when, at) => ({ name: `c${at}`, when })) }],
      ["t c"],
    ).map(({ code, field }) => `${code} ${field}`);
  expect(cases("trigger.level == 'low'", "trigger.maybe")).toEqual([]);
  expect(cases("trigger.level == 'lo'", "trigger.title is string", "trigger.maybe")).toEqual([
    "dead_branch cases.0.when",
    "dead_branch cases.2.when",
  ]);
  expect(cases("true")).toEqual([]);
});

test("a variable that some ways leave unset", () => {
  const choose = { id: "c", kind: "condition", cases: [{ name: "yes", when: "trigger.maybe" }] };
  const read = (text: string) => ({ ...set("r", text), assignments: [{ name: "w", value: text }] });
  const one = ["t c", "c:yes a", "a r", "c:else r"];
  expect(diagnose([choose, set("a", 1), read("{{ vars.v }}")], one)).toMatchObject([
    { code: "not_always_set", severity: "warning", node: "r" },
  ]);
  expect(diagnose([choose, set("a", 1), read("{{ vars.v | default(0) }}")], one)).toEqual([]);
  expect(diagnose([choose, set("a", 1), read("{{ vars.v if vars.v is defined else 0 }}")], one)).toEqual([]);
  const both = ["t c", "c:yes a", "c:else b", "a r", "b r"];
  expect(diagnose([choose, set("a", 1), set("b", 2), read("{{ vars.v }}")], both)).toEqual([]);
});

test("a step that was asked for is read without a warning", () => {
  const choose = { id: "c", kind: "condition", cases: [{ name: "yes", when: "trigger.maybe" }] };
  const edges = ["t c", "c:yes a", "a r", "c:else r"];
  const read = (text: string) =>
    diagnose([choose, set("a", "x"), set("r", text, "w")], edges).map(({ code }) => code);
  expect(read("{{ steps.a.v }}")).toEqual(["not_always_before"]);
  expect(read("{{ steps.a.v | default('') }}")).toEqual(["not_always_before"]);
  expect(read("{{ steps.a.v if steps.a is defined else '' }}")).toEqual([]);
  expect(read("{% if steps.a %}{{ steps.a.v }}{% endif %}")).toEqual([]);
  const asks = (when: string) => ({ id: "r", kind: "condition", cases: [{ name: "yes", when }] });
  const said = (when: string) => diagnose([choose, set("a", "x"), asks(when)], edges).map(({ code }) => code);
  expect(said("steps.a")).toEqual([]);
  expect(said("steps.a and steps.a.v == 'x'")).toEqual([]);
  expect(said("steps.a.v == 'x'")).toEqual(["not_always_before"]);
});

test("what is only learnt is never an error", () => {
  const judge = { id: "j", kind: "action", action: "script.judge", arguments: { address: "x" } };
  const read = (text: string) => diagnose([judge, set("r", text)], ["t j", "j r"]);
  expect(read("{{ steps.j.score + 1 }}")).toEqual([]);
  expect(read("{{ steps.j.scor }}")).toMatchObject([
    { code: "unknown_field", severity: "warning", hint: expect.stringContaining("score") },
  ]);
  expect(read("{{ steps.j.score + 'x' }}")).toMatchObject([
    { code: "wrong_type", severity: "warning", hint: expect.stringContaining("Learnt") },
  ]);
});

test("a secret in a message", () => {
  const fail = (message: string) => diagnose([{ id: "f", kind: "fail", message }], ["t f"]);
  expect(fail("{{ trigger.title }} {{ trigger.token | length }}")).toEqual([]);
  expect(fail("It was {{ trigger.token | upper }}")).toMatchObject([
    { code: "secret_printed", severity: "warning", field: "message", range: { start: 10 } },
  ]);
  expect(fail("{{ trigger }}")).toMatchObject([{ code: "secret_printed" }]);
});

test("what a step gives after it has failed is no unknown field", () => {
  const get = { id: "g", kind: "action", action: "test.get_typed", arguments: {}, onFailure: "continue" };
  expect(diagnose([get, set("s", "{{ steps.g.error.code }}")], ["t g", "g s"])).toEqual([]);
});

test("a thousand steps that each set what the next reads, in no order", () => {
  const nodes = Array.from({ length: 1_000 }, (_, at) =>
    set(
      `s${at}`,
      at === 0 ? "{{ trigger.alerts }}" : `{{ steps.s${at - 1}.v | map(attribute='short_id') | list }}`,
      `v`,
    ),
  ).toReversed();
  const edges = nodes.map((_, at) => `${at === 0 ? "t" : `s${at - 1}`} s${at}`);
  expect(diagnose(nodes, edges).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("a wait that is passed over under a condition is held to its time, not to the condition", () => {
  const wait = { id: "w", kind: "wait", seconds: 1, runIf: "trigger.count == 99" };
  expect(diagnose([wait], ["t w"])).toEqual([]);
});
