import { draftGraph } from "@riposte/draft";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeCacao } from "./cacao/write-cacao.ts";
import { Fault } from "./fault.ts";
import { importPlaybook } from "./import-playbook.ts";
import { everyStep } from "./testing/cacao-playbooks.ts";
import { everyOperator, lookUpHash } from "./testing/sekoia-playbooks.ts";
import { smallCatalogue } from "./testing/small-catalogue.ts";

const times = { created: "2026-04-01T00:00:00.000Z", modified: "2026-04-01T00:00:00.000Z" };
const ours = {
  name: "Ours",
  folder: "A",
  tags: ["b"],
  graph: importPlaybook(JSON.stringify(everyOperator), smallCatalogue()).graph,
};
const files = [lookUpHash, everyOperator, everyStep, ours];
const nothing = fc.constantFrom(
  undefined,
  null,
  0,
  -1.5,
  "",
  "x",
  true,
  [],
  {},
  [[]],
  { "": "" },
  "__proto__",
  "{{",
  "{{ node.0 }}",
  ["0"],
  { "0": "0" },
);
const values = fc.oneof(nothing, fc.jsonValue({ maxDepth: 3 }));

/** What an import makes of it is a draft that can be kept, and that goes out and comes back; or it is refused in words. */
function outcomeOf(text: string): "read" | "refused" {
  try {
    const imported = importPlaybook(text, smallCatalogue());
    expect(draftGraph.safeParse(imported.graph).success).toBe(true);
    const back = importPlaybook(writeCacao({ ...imported, ...times }), smallCatalogue());
    expect(back.graph.nodes).toHaveLength(imported.graph.nodes.length);
    return "read";
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.message).toMatch(/^\S.*\.$/s);
    return "refused";
  }
}

test("whatever stands in any place of a file, it is read, or refused in words", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(), values), { minLength: 1, maxLength: 3 }),
      (file, changes) => {
        const changed = structuredClone(file);
        for (const [pick, value] of changes) replaceSomewhere(changed, pick, value);
        expect(["read", "refused"]).toContain(outcomeOf(JSON.stringify(changed, null, 1)));
      },
    ),
    { numRuns: 500 },
  );
});

test("wherever a file is cut off, or a character of it is another one, it is read, or refused with a line", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.nat(),
      fc.constantFrom("", '"', "{", "}", "[", ",", "\\", "\0", "\u2028", "e"),
      (file, at, by) => {
        const text = JSON.stringify(file, null, 1);
        expect(outcomeOf(text.slice(0, at % text.length))).toBe("refused");
        const place = at % text.length;
        expect(["read", "refused"]).toContain(
          outcomeOf(`${text.slice(0, place)}${by}${text.slice(place + 1)}`),
        );
      },
    ),
    { numRuns: 300 },
  );
});

/** The member that comes at `pick`, counted through the whole tree, over and over. */
function replaceSomewhere(root: object, pick: number, value: unknown): void {
  const places: (readonly [object, string])[] = [];
  const open: object[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [key, inside] of Object.entries(next)) {
      places.push([next, key]);
      if (typeof inside === "object" && inside !== null) open.push(inside);
    }
  }
  const [holder, key] = places[pick % places.length] ?? [root, ""];
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}
