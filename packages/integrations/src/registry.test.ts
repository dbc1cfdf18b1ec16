import { existsSync, readFileSync } from "node:fs";
import { schemaProblem } from "@riposte/plan";
import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { actionsPage } from "./docs/actions-page.ts";
import { actions, triggers, vendors } from "./registry.ts";

const here = new URL("./", import.meta.url);
const page = new URL("../../../docs/actions.md", import.meta.url);

/** `riposte.get_alert` lies in `riposte/get-alert.ts`; a trigger's key has no vendor in it. */
function fileOf(vendor: string, key: string): string {
  return `${vendor}/${key.replace(`${vendor}.`, "")}`.replaceAll("_", "-");
}

const files = vendors.flatMap((vendor) => [
  ...vendor.actions.map((action) => [action.key, fileOf(vendor.key, action.key)] as const),
  ...vendor.triggers.map((trigger) => [trigger.key, fileOf(vendor.key, trigger.key)] as const),
]);

test.each(files)("%s is one file, with a test beside it", (_, file) => {
  expect(existsSync(new URL(`${file}.ts`, here))).toBe(true);
  expect(existsSync(new URL(`${file}.test.ts`, here))).toBe(true);
});

test.each(vendors.map((vendor) => [vendor.key, vendor] as const))("%s owns its keys", (key, vendor) => {
  for (const action of vendor.actions) expect(action.key).toMatch(new RegExp(`^${key}\\.[a-z][a-z0-9_]*$`));
  const own = new Set(vendor.connectors.map((connector) => connector.type));
  const used = vendor.actions.map(({ connector }) => connector?.type).filter((type) => type !== undefined);
  expect(used.filter((type) => !own.has(type))).toEqual([]);
});

test("their schemas can be used to check values", () => {
  const schemas = [...catalogue().actions.values()].flatMap((entry) => [entry.arguments, entry.result ?? {}]);
  expect(schemas.map(schemaProblem).filter((problem) => problem !== null)).toEqual([]);
});

test("no pattern is told to people: whatever has one says in words what it must be", () => {
  const unsaid: string[] = [];
  const { actions: all, triggers: starts, connectors } = catalogue();
  JSON.stringify([[...all], [...starts], [...connectors]], (key, part: unknown) => {
    const isUnsaid =
      typeof part === "object" &&
      part !== null &&
      "pattern" in part &&
      typeof part.pattern === "string" &&
      !("format" in part || "x-must" in part);
    if (isUnsaid) unsaid.push(`${key}: ${JSON.stringify(part)}`);
    return part;
  });
  expect(unsaid).toEqual([]);
});

test.each([...actions])("the examples of %s fit its schemas", (_, action) => {
  for (const example of action.examples) {
    const args = action.arguments.parse(example.arguments);
    expect(action.result.parse(example.result)).toEqual(example.result);
    expect(action.target(args).every((target) => /^[a-z]+:./.test(target))).toBe(true);
  }
});

test.each([...triggers])("the examples of %s fit its schemas", (_, trigger) => {
  for (const example of trigger.examples) {
    expect(trigger.config.safeParse(example.config).success).toBe(true);
    expect(trigger.event?.parse(example.event)).toEqual(example.event);
  }
});

test.each([...actions])("%s says what people need to know", (_, action) => {
  expect(action.description).toMatch(/\.$/);
  expect(action.timeoutMs).toBeLessThanOrEqual(action.execution === "short" ? 5_000 : 86_400_000);
  expect(action.effect !== "read" || action.idempotent).toBe(true);
});

test("the catalogue holds all of it as JSON", () => {
  const { actions: entries, triggers: triggerEntries, connectors } = catalogue();
  expect([...entries.keys()]).toEqual([...actions.keys()]);
  expect([...triggerEntries.keys()]).toEqual(["webhook", "manual", "call", "run_failed"]);
  for (const entry of [...entries.values(), ...triggerEntries.values(), ...connectors.values()]) {
    expect(JSON.parse(JSON.stringify(entry))).toEqual(entry);
  }
  expect(entries.get("mattermost.post_message")).toMatchObject({
    connector: "mattermost",
    connectorRequired: true,
    arguments: { type: "object", required: ["message"], additionalProperties: false },
  });
});

test("docs/actions.md is up to date: pnpm --filter @riposte/integrations write-docs", () => {
  expect(readFileSync(page, "utf8")).toBe(actionsPage(vendors));
});
