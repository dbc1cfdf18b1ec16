import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { decodeData, encodeData, evaluate, parse, render, TemplateError } from "./index.ts";
import type { Data } from "./index.ts";

/** Compares with real Jinja2 where RIPOSTE_ORACLE_PYTHON names a Python that has it, else with its recorded answers. */
const python = process.env["RIPOSTE_ORACLE_PYTHON"];
const folder = fileURLToPath(new URL("../conformance/", import.meta.url));
const known: readonly string[] = readFileSync(`${folder}/known-differences.txt`, "utf8").split("\n");

type Answer = { output: string } | { value: string } | { error: string };

const files = readdirSync(`${folder}/cases`).filter(
  (name) => name.endsWith(".jsonl") && !name.endsWith(".expected.jsonl"),
);

describe.each(files)("as Jinja2: %s", (file) => {
  const lines = readLines(file);
  const expected = python ? askOracle(file, python) : readLines(file.replace(".jsonl", ".expected.jsonl"));
  const rows = lines.map((line, index) => [line, expected[index] ?? ""] as const);

  test.each(rows)("%s", (line, answer) => {
    const { template, context } = readCase(line);
    if (known.includes(template)) return;
    expect(comparable(run(template, context))).toEqual(comparable(JSON.parse(answer) as Answer));
  });
});

function readLines(file: string): string[] {
  return readFileSync(`${folder}/cases/${file}`, "utf8").trimEnd().split("\n");
}

function askOracle(file: string, python: string): string[] {
  const input = readFileSync(`${folder}/cases/${file}`);
  const { stdout } = spawnSync(python, [`${folder}/oracle.py`], { input, maxBuffer: 1 << 28 });
  return stdout.toString().trimEnd().split("\n");
}

function readCase(line: string): { template: string; context: ReadonlyMap<string, Data> } {
  const data = decodeData(line) as Map<string, Data>;
  return {
    template: data.get("template") as string,
    context: data.get("context") as ReadonlyMap<string, Data>,
  };
}

function run(source: string, context: ReadonlyMap<string, Data>): Answer {
  try {
    const template = parse(source);
    return template.single
      ? { value: encodeData(evaluate(template, context)) }
      : { output: render(template, context) };
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.code };
    throw error;
  }
}

/** That it is an error counts, its wording does not; values count by what they decode to. */
function comparable(answer: Answer): unknown {
  if ("error" in answer) return "an error";
  return "value" in answer ? { value: decodeData(answer.value) } : answer;
}
