import { expect } from "vitest";
import { call } from "../../support/api.ts";
import type { Product } from "../../support/product.ts";
import type { Outside } from "./outside.ts";
import { NONCE } from "./reckon.ts";
import type { Expected } from "./reckon.ts";

export interface RunRow {
  readonly id: string;
  readonly state: string;
  readonly over: boolean;
  readonly playbook: { readonly name: string };
}

interface Story {
  readonly state: string;
  readonly steps: readonly {
    readonly step: string;
    readonly scope: string;
    readonly state: string;
    readonly kind: string;
    readonly attempts: readonly { readonly state: string }[];
  }[];
}

/** All there are, page by page. */
export async function allRuns(product: Product): Promise<readonly RunRow[]> {
  const all: RunRow[] = [];
  for (let before: string | null | undefined; before !== null;) {
    const page: { runs: readonly RunRow[]; next: string | null } = await call(product, "runs.list", "query", {
      limit: 500,
      ...(before === undefined ? {} : { before }),
    });
    all.push(...page.runs);
    before = page.next;
  }
  return all;
}

/** The record of one run says what the reference says, and no attempt of it was left, or ended well twice. */
export async function judgeRun(product: Product, run: string, expected: Expected): Promise<void> {
  const story = await call<Story>(product, "runs.get", "query", { id: run });
  expect(story.state, `run ${run}`).toBe(expected.state);
  const steps = story.steps.map(({ step, scope, state }) => [`${step}@${scope}`, state] as const);
  expect(Object.fromEntries(steps.toSorted()), `run ${run}`).toEqual(Object.fromEntries(expected.steps));
  expect(steps, `run ${run}`).toHaveLength(expected.steps.size);
  for (const { step, scope, state, attempts } of story.steps) {
    const states = attempts.map((attempt) => attempt.state);
    expect(states, `${step}@${scope} of ${run}`).not.toContain("claimed");
    const done = states.filter((one) => one === "done").length;
    expect(done, `${step}@${scope} of ${run}: ${states.join(", ")}`).toBeLessThanOrEqual(
      state === "done" ? 1 : 0,
    );
  }
}

/** Each effect that should have happened has happened once, said what it should, and no other has. */
export function judgeEffects(outside: Outside, expected: readonly Expected[]): void {
  const wanted = new Map(expected.flatMap(({ effects }) => [...effects]));
  const happened = [...outside.effects];
  expect(happened.map(([key]) => key).toSorted()).toEqual([...wanted.keys()].toSorted());
  for (const [key, said] of happened) {
    expect(said, key).toHaveLength(1);
    const should = wanted.get(key);
    if (should !== NONCE) expect(said, key).toEqual([should]);
  }
  const pairs = happened.filter(([key]) => wanted.get(key) === NONCE && /_tell@/.test(key));
  for (const [key, said] of pairs) {
    expect(said, key).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(outside.effects.get(key.replace(/_tell@(?=[^>]*$)/, "_again@")), key).toEqual(said);
  }
  for (const [key, used] of outside.idempotencyKeys) expect([...used], key).toHaveLength(1);
}

/** A short step is a local activity: what it did stands in our own store. */
export async function judgeComments(
  product: Product,
  alerts: readonly string[],
  expected: readonly Expected[],
): Promise<void> {
  const written: string[] = [];
  for (const id of alerts) {
    const alert = await call<{ comments: readonly { content: string }[] }>(product, "alerts.get", "query", {
      id,
    });
    written.push(...alert.comments.map(({ content }) => content));
  }
  const wanted = expected.flatMap(({ comments }) => [...comments]);
  expect(written.filter((text) => text.startsWith("mix-")).toSorted()).toEqual(wanted.toSorted());
}

/** Besides those that were accepted: each call has started one run, each signal is one. */
export function judgeOthers(
  runs: readonly RunRow[],
  expected: readonly Expected[],
  signals: { readonly playbook: string; readonly count: number },
): void {
  const wanted = new Map([[`${signals.playbook}: done`, signals.count]]);
  for (const { called } of expected) {
    for (const [name, { count, state }] of called) {
      wanted.set(`${name}: ${state}`, (wanted.get(`${name}: ${state}`) ?? 0) + count);
    }
  }
  const counted = new Map<string, number>();
  for (const { playbook, state } of runs) {
    counted.set(`${playbook.name}: ${state}`, (counted.get(`${playbook.name}: ${state}`) ?? 0) + 1);
  }
  if (signals.count === 0) wanted.delete(`${signals.playbook}: done`);
  expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(wanted));
}
