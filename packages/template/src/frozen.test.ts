import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evaluate, fromPlain, parse, parseCached } from "./index.ts";
import type { Data } from "./index.ts";

/** What a workflow sandbox that is used again does to every module it shares. */
function deepFreeze(value: unknown, seen: Set<unknown>): void {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
  seen.add(value);
  Object.freeze(value);
  for (const key of Reflect.ownKeys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property !== undefined && "value" in property) deepFreeze(property.value, seen);
  }
  if (value instanceof Map && !Object.hasOwn(value, "constructor"))
    for (const entry of value) deepFreeze(entry, seen);
}

test("the language works where everything it exports is deeply frozen", async () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const seen = new Set<unknown>(
    [Object, Function, Map, Set, Array, Error, RegExp].map((one) => one.prototype),
  );
  for (const file of sources) {
    const exported = (await import(join(import.meta.dirname, file))) as Readonly<Record<string, unknown>>;
    for (const value of Object.values(exported)) deepFreeze(value, seen);
  }
  const context = fromPlain({ l: [3, 1, 2], s: "a-b a-b", d: { k: "v" } }) as ReadonlyMap<string, Data>;
  for (const round of [1, 2]) {
    expect(evaluate(parse("{{ d | json_query('k') }}{{ d | jsonpath('$.k') }}"), context)).toBe("vv");
    expect(evaluate(parse("{{ l | sort | join('-') }}"), context)).toBe("1-2-3");
    expect(evaluate(parseCached("{{ s | regex_replace('a', 'x') | wordwrap(3) | title }}"), context)).toBe(
      "X-B\nX-B",
    );
    expect(evaluate(parse("{% set a = {} %}{{ a.update({(1, 2): nope}) }}{{ a }}"), context)).toBe(
      "None{(1, 2): Undefined}",
    );
    expect(evaluate(parse(`{% raw %}{{${round}}}{% endraw %}{{ '%5.2f' % 1.005 }}`), context)).toBe(
      `{{${round}}} 1.00`,
    );
    expect(evaluate(parse("{{ range(9) | random }}{{ 0.1 + 0.2 }}{{ {1: 2} | tojson }}"), context)).toContain(
      "0.30000000000000004",
    );
  }
});
