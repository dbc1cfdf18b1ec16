import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { testCatalogue } from "./test-catalogue.ts";

const comment = (id: string, text = "x") => ({
  id,
  name: id,
  kind: "action",
  action: "test.comment",
  arguments: { uuid: "u", text },
});

function compiled(tidy: string, edges: readonly { from: string; to: string; port?: string }[] = []) {
  const graph = {
    nodes: [
      { id: "t", kind: "trigger", name: "hook", trigger: "manual", onCancel: 30 },
      comment("main"),
      comment("tidy", tidy),
      comment("later"),
    ],
    edges: [
      { from: "t", to: "main" },
      { from: "t", port: "on_cancel", to: "tidy" },
      { from: "tidy", to: "later" },
      ...edges,
    ],
  };
  return compile(graph, { name: "Test", catalogue: testCatalogue });
}

const codes = (found: ReturnType<typeof compiled>) =>
  found.diagnostics.map(({ code, severity, node }) => `${severity} ${code} ${node}`);

test("the plan says what runs when a run is cancelled, and for how long", () => {
  const { plan, diagnostics } = compiled("x");
  expect(diagnostics).toEqual([]);
  expect(plan?.trigger.onCancel).toEqual({ limitMs: 30_000 });
  expect(plan?.edges).toContainEqual({ id: "t:on_cancel:tidy", from: "t", port: "on_cancel", to: "tidy" });
});

test("it may read what the rest gave, which may be missing, and what came before in itself", () => {
  expect(codes(compiled("{{ steps.main.id }}"))).toEqual(["warning not_always_before tidy"]);
  expect(codes(compiled("{{ steps.main.id | default('-') }}"))).not.toContain("error not_before tidy");
  expect(codes(compiled("{{ steps.later.id }}"))).toContain("error not_before tidy");
});

test("the rest does not read from it, and nothing leads from one to the other", () => {
  expect(codes(compiled("x", [{ from: "main", to: "later" }]))).toContain("error cancel_crossed later");
  expect(codes(compiled("x", [{ from: "later", to: "main" }]))).toContain("error cancel_crossed main");
});

test("without a time for it the trigger has no such way out", () => {
  const graph = {
    nodes: [{ id: "t", kind: "trigger", name: "hook", trigger: "manual" }, comment("tidy")],
    edges: [{ from: "t", port: "on_cancel", to: "tidy" }],
  };
  const { diagnostics } = compile(graph, { name: "Test", catalogue: testCatalogue });
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: "unknown_port", node: "t" }));
});
