import type { DraftGraph } from "@riposte/draft";
import { decodeData, encodeData } from "@riposte/template";
import fc from "fast-check";
import { expect, test } from "vitest";
import { importPlaybook } from "../import-playbook.ts";
import { ALL_KINDS, arbitraryPlaybook } from "../testing/arbitrary-playbook.ts";
import * as cacao from "../testing/cacao-playbooks.ts";
import { smallCatalogue } from "../testing/small-catalogue.ts";
import { writeCacao } from "./write-cacao.ts";

const about = {
  name: "Any",
  description: "",
  folder: "A/B",
  tags: ["t"],
  created: "2026-04-01T00:00:00.000Z",
  modified: "2026-04-01T00:00:00.000Z",
};

function read(text: string) {
  return importPlaybook(text, smallCatalogue());
}

test("a graph that goes out as CACAO comes back as it was, folder and tags with it", () => {
  fc.assert(
    fc.property(arbitraryPlaybook({ kinds: ALL_KINDS, isTree: false }), (graph) => {
      const imported = read(writeCacao({ ...about, graph }));
      expect(imported.graph).toEqual(graph);
      expect(imported).toMatchObject({ name: "Any", folder: "A/B", tags: ["t"] });
    }),
    { numRuns: 400 },
  );
});

test("without the whole graph in the file its steps come back as well: kinds, fields, ways and loops", () => {
  // Steps with further ways out go through a switch, which would be a step of its own.
  const kinds = [
    "action",
    "condition",
    "set",
    "wait",
    "respond",
    "fail",
    "while",
    "for_each",
    "sub_playbook",
    "return",
  ];
  fc.assert(
    fc.property(arbitraryPlaybook({ kinds, isTree: true }), (graph) => {
      const file = decodeData(writeCacao({ ...about, graph }));
      if (file instanceof Map) file.delete("playbook_extensions");
      const imported = read(encodeData(file)).graph;
      expect(shapeOf(imported)).toEqual(shapeOf(graph));
    }),
    { numRuns: 400 },
  );
});

/** Each step by its name: what it does, where it stands, and what leads from it. */
function shapeOf({ nodes, edges }: DraftGraph) {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const reached = new Set(["start", ...edges.map(({ to }) => names.get(to) ?? "")]);
  const steps = nodes
    .filter(({ name }) => reached.has(name))
    .map(({ id: _id, foreign: _kept, label: _title, note: _note, name, parent, ...fields }) => [
      name,
      { ...fields, in: typeof parent === "string" ? names.get(parent) : undefined },
    ]);
  const ways = edges.map(({ from, port, to }) => `${names.get(from)} ${port} ${names.get(to)}`);
  return { steps: Object.fromEntries(steps) as object, ways: ways.toSorted() };
}

test("commands that are unknown here go out as they came in", () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  const command = fc
    .dictionary(fc.string(), json, { maxKeys: 4 })
    .map((rest) => ({ ...rest, type: "of-tomorrow" }));
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 3 }), json, (commands, beside) => {
      const action = {
        type: "action",
        commands,
        agent: "group--x",
        in_args: ["__a__"],
        x_beside: beside,
        on_completion: cacao.END,
      };
      const workflow = {
        [cacao.START]: { type: "start", on_completion: cacao.BLOCK },
        [cacao.BLOCK]: action,
        [cacao.END]: { type: "end" },
      };
      const given = JSON.stringify({
        type: "playbook",
        spec_version: "cacao-2.0",
        name: "x",
        x_more: beside,
        workflow_start: cacao.START,
        workflow,
      });
      const back = JSON.parse(writeCacao({ ...about, ...read(given) })) as {
        workflow: object;
        x_more: unknown;
      };
      expect(back.workflow).toEqual((JSON.parse(given) as { workflow: object }).workflow);
      expect(back.x_more).toEqual((JSON.parse(given) as { x_more: unknown }).x_more);
    }),
    { numRuns: 400 },
  );
});
