import type { ScriptCase } from "../script-draft.ts";
import type { Trial } from "./run-trial.ts";

/** What a case was to give and what it gave, as texts that can be held against each other. */
export interface CaseVerdict {
  readonly isAsExpected: boolean;
  readonly expected: string;
  readonly got: string;
}

type Ended = Pick<Trial, "outcome" | "output" | "failure">;

/** The order of keys does not count, nor whether a whole number is written as 1 or 1.0. */
export function judgeCase(
  { result, fails }: Pick<ScriptCase, "result" | "fails">,
  trial: Ended,
): CaseVerdict {
  const got = gotText(trial);
  if (fails !== "") {
    const message = trial.failure?.message ?? null;
    return { isAsExpected: message?.includes(fails) ?? false, expected: failureText(fails), got };
  }
  if (result === "") return { isAsExpected: trial.outcome === "done", expected: "Any result.\n", got };
  const expected = inOrder(result);
  return { isAsExpected: trial.outcome === "done" && expected === got, expected, got };
}

/** What a case expects that is to come out as this trial did. */
export function expectedOf(trial: Ended): Pick<ScriptCase, "result" | "fails"> {
  if (trial.outcome === "done") return { result: trial.output?.json ?? "", fails: "" };
  return { result: "", fails: withoutPlace(trial.failure?.message ?? "") };
}

/** The line may be another one tomorrow. */
function withoutPlace(message: string): string {
  return message.replace(/ \([\w.]+, line \d+\)$/, "");
}

function gotText({ outcome, output, failure }: Ended): string {
  if (outcome !== "done") return failureText(failure?.message ?? "");
  if (output?.json === null || output === null) return "A result that is too large to be compared here.\n";
  return inOrder(output.json);
}

function failureText(message: string): string {
  return `Fails: ${message}\n`;
}

function inOrder(json: string): string {
  return `${JSON.stringify(sorted(JSON.parse(json)), null, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, each]) => [key, sorted(each)]));
}

/** Cases are written down as other JSON is, which rounds longer numbers. */
export function isKeptWhole(json: string): boolean {
  return !/\d{16}/.test(json.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
}
