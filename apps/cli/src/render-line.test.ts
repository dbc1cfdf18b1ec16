import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readLines } from "./read-lines.ts";
import { renderFile, renderLine } from "./render-line.ts";

function line(template: unknown, context?: unknown): string {
  return renderLine(JSON.stringify({ template, context }));
}

describe("renderLine", () => {
  test.each([
    ["{{ a + 1 }}", { a: 41 }, '{"value":42}'],
    ["{{ a }}", { a: { b: [1, null, true] } }, '{"value":{"b":[1,null,true]}}'],
    ["{{ gone }}", {}, '{"value":null}'],
    ["Hello {{ name }}!", { name: "Eve" }, '{"output":"Hello Eve!"}'],
    ["plain", undefined, '{"output":"plain"}'],
    ["", {}, '{"output":""}'],
  ])("%j with %j", (template, context, expected) => {
    expect(line(template, context).replaceAll(/(?<=[:,]) /g, "")).toBe(expected);
  });

  test("no number is changed on its way", () => {
    const answer = renderLine('{"template":"{{ x }}","context":{"x":[9007199254740993, 1.0, 1]}}');
    expect(answer.replaceAll(" ", "")).toBe('{"value":[9007199254740993,1.0,1]}');
  });

  test("an error says where", () => {
    expect(JSON.parse(line("one\n{{ a + }}"))).toMatchObject({ error: expect.any(String), line: 2 });
    expect(JSON.parse(line("{{ a.b.c }}", {}))).toHaveProperty("error");
  });

  test.each(["", "{", "[]", "null", '{"template":1}', '{"template":"x","context":[]}', "\u0000"])(
    "a bad line is answered too: %j",
    (bad) => {
      expect(JSON.parse(renderLine(bad))).toEqual({ error: expect.any(String) });
    },
  );
});

describe("renderFile", () => {
  test.each([
    ["{{ a }}\n", '{"a": [1, 1.0, null]}', { ok: true, text: "[1,1.0,null]\n" }],
    ["{{ a }}", '{"a": "x"}', { ok: true, text: '"x"\n' }],
    ["a {{ a }}\n", '{"a": "x"}', { ok: true, text: "a x" }],
    ["one\n  {{ a + }}", "{}", { ok: false, text: expect.stringMatching(/^2:10: /) }],
    ["{{ a.b.c }}", '{"a": {}}', { ok: false, text: expect.stringMatching(/^1:4: /) }],
    ["{{ a }}", "[]", { ok: false, text: expect.stringContaining("object") }],
    ["{{ a }}", "{", { ok: false, text: expect.stringContaining("JSON") }],
  ])("%j with %j", (source, context, expected) => {
    expect(renderFile(source, context, false)).toEqual(expected);
  });

  test("strict: what is undefined is an error", () => {
    expect(renderFile("a {{ gone }}", "{}", false)).toEqual({ ok: true, text: "a " });
    expect(renderFile("a {{ gone }}", "{}", true)).toMatchObject({ ok: false });
  });
});

test("lines are put together over chunks, also in the middle of a character", async () => {
  const bytes = Buffer.from("één\r\ntwo\n\nlast");
  const lines: string[] = [];
  const chunks = Array.from(bytes, (byte) => Uint8Array.of(byte));
  for await (const text of readLines(toStream(chunks))) lines.push(text);
  expect(lines).toEqual(["één\r", "two", "", "last"]);
});

async function* toStream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

test("the command answers each line before it is given the next, and outlives bad ones", async () => {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, "render"], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (const [question, answer] of [
    ['{"template": "{{ 1 + 1 }}"}', { value: 2 }],
    ["nonsense", { error: expect.any(String) }],
    ["", { error: expect.any(String) }],
    ["\r", { error: expect.any(String) }],
    ["  ", { error: expect.any(String) }],
    ['{"template": "a{{ x }}", "context": {"x": "é"}}', { output: "aé" }],
  ] as const) {
    child.stdin.write(`${question}\n`);
    const { value } = (await answers.next()) as { value: string };
    expect(JSON.parse(value)).toEqual(answer);
  }
  child.stdin.end();
  const [code] = (await once(child, "exit")) as [number];
  expect(code).toBe(0);
});
