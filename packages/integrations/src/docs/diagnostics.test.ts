import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile, DIAGNOSTIC_CODES } from "@riposte/plan";
import type { ActionEntry, Catalogue, Diagnostic, JsonObject, PlaybookEntry } from "@riposte/plan";
import { expect, test } from "vitest";
import { catalogue as builtIn } from "../catalogue.ts";
import { eventSources } from "../riposte/event-sources.ts";

const PAGES = new URL("../../../../docs/diagnostics/", import.meta.url);
const BLOCK = /```json\n(?<graph>[\s\S]*?)```\n\nWhat it says:\n\n```text\n(?<said>[\s\S]*?)```/;

/** What the examples use beside what is built in: scripts, connectors, runner groups, playbooks and people. */
function catalogue(): Catalogue {
  const { actions, triggers } = builtIn();
  const scripts = [
    script("broken", { arguments: { type: "object", properties: { address: { pattern: "(" } } } }),
    script("search_logs", { connector: "siem" }),
    script("look_up_host", { script: { ...SCRIPT, name: "look_up_host", python: "2.7" } }),
    script("get_token", {
      result: {
        type: "object",
        properties: { token: { type: "string", writeOnly: true } },
        required: ["token"],
        additionalProperties: false,
      },
    }),
  ];
  return {
    actions: new Map([...actions, ...scripts.map((entry) => [entry.key, entry] as const)]),
    triggers,
    interpreters: new Set(["3.9", "3.11"]),
    events: new Map(eventSources.map((source) => [source.key, source])),
    people: new Map([
      ["ann@example.org", "analyst"],
      ["vic@example.org", "viewer"],
    ]),
    connectors: new Map([
      ["our-chat", "mattermost"],
      ["our-webhook", "webhook"],
      ["our-siem", "siem"],
    ]),
    connectorGroups: new Map([["our-siem", "lab"]]),
    runnerGroups: new Set(["dmz", "lab"]),
    playbooks: new Map(
      [
        playbook("pb_block", "Block host", { calls: ["pb_example"] }),
        playbook("pb_tell", "Tell the team", { state: "unpublished" }),
      ].map((entry) => [entry.id, entry] as const),
    ),
  };
}

function playbook(id: string, name: string, more: Partial<PlaybookEntry>): PlaybookEntry {
  return { id, name, description: "", state: "callable", inputs: null, gives: null, calls: [], ...more };
}

const ANY_OBJECT: JsonObject = { type: "object" };
const SCRIPT = { hash: "a".repeat(64), entry: "main", memoryMb: 256 } as const;

function script(
  name: string,
  more: Partial<Pick<ActionEntry, "arguments" | "connector" | "result" | "script">>,
): ActionEntry {
  return {
    key: `script.${name}`,
    version: 1,
    name,
    description: "",
    kind: "script",
    effect: "read",
    idempotent: true,
    execution: "script",
    arguments: ANY_OBJECT,
    result: null,
    connector: null,
    connectorRequired: false,
    script: { ...SCRIPT, name },
    timeoutMs: 60_000,
    ...more,
  };
}

function told({ code, severity, message, node, field, range, hint }: Diagnostic): string {
  const where = [
    node === null ? "" : ` in step "${node}"`,
    field === undefined ? "" : `, ${field}`,
    range === undefined ? "" : ` at line ${range.line}, column ${range.column}`,
  ];
  return [`${severity} ${code}${where.join("")}`, message, ...(hint === undefined ? [] : [hint])].join("\n");
}

test.each(DIAGNOSTIC_CODES)("the page of %s says what the compiler says of its example", async (code) => {
  const page = readFileSync(new URL(`${code}.md`, PAGES), "utf8");
  const { graph = "", said = "" } = BLOCK.exec(page)?.groups ?? {};
  const { diagnostics } = compile(JSON.parse(graph), {
    id: "pb_example",
    name: "Example",
    catalogue: catalogue(),
  });
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  const says = `${diagnostics.map(told).join("\n\n")}\n`;
  await expect(page.replace(`text\n${said}\`\`\``, () => `text\n${says}\`\`\``)).toMatchFileSnapshot(
    fileURLToPath(new URL(`${code}.md`, PAGES)),
  );
});

test("there is no page of what is never said, and the index has them all", () => {
  const pages = readdirSync(PAGES).filter((name) => name !== "README.md");
  expect(pages.toSorted()).toEqual(DIAGNOSTIC_CODES.map((code) => `${code}.md`).toSorted());
  const index = readFileSync(new URL("README.md", PAGES), "utf8");
  for (const code of DIAGNOSTIC_CODES) expect(index).toContain(`[\`${code}\`](${code}.md)`);
});
