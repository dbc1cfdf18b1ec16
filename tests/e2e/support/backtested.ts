import { call } from "../../support/api.ts";
import { expect } from "./expect.ts";
import { api } from "./people.ts";

const at = (x: number) => ({ position: { x, y: 0 } });

/** Comments on an alert from a score on. */
const graph = (from: number, words: string) => ({
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hand", label: "By hand", trigger: "manual", config: {}, ...at(0) },
    {
      id: "h",
      kind: "condition",
      name: "high",
      label: "Is it high?",
      cases: [{ name: "yes", when: `trigger.score >= ${from}` }],
      ...at(320),
    },
    {
      id: "c",
      kind: "action",
      name: "say",
      label: "Say it",
      action: "riposte.comment_alert",
      arguments: { uuid: "AL-SIGNIN1", content: `${words} {{ trigger.score }}`, author: "Riposte" },
      ...at(640),
    },
  ],
  edges: [
    { from: "t", port: "default", to: "h" },
    { from: "h", port: "yes", to: "c" },
  ],
});

/** What a run has come to. */
export async function stateOf(id: string): Promise<string> {
  const { run } = await call<{ run: { state: string } }>(api, "runs.outline", "query", { id });
  return run.state;
}

/** A playbook that has run with each of these scores, and whose draft would do otherwise with 60 and 90. */
export async function drawnAnew(name: string, scores: readonly number[]) {
  const saved = { name, graph: graph(50, "Score"), publish: true, enable: true };
  const { id: playbook } = await call<{ id: string }>(api, "playbooks.save", "mutation", saved);
  const runs: string[] = [];
  for (const score of scores) {
    const event = JSON.stringify({ score });
    const { run } = await call<{ run: string }>(api, "runs.start", "mutation", { playbook, event });
    await expect.poll(() => stateOf(run), { timeout: 30_000 }).toBe("done");
    runs.push(run);
  }
  await call(api, "playbooks.save", "mutation", { name, graph: graph(80, "Now") });
  return { playbook, runs };
}

/** A backtest that is over, and a run that it was held against. */
export async function backtested(
  name: string,
): Promise<{ readonly backtest: string; readonly pastRun: string }> {
  const { playbook, runs } = await drawnAnew(name, [60]);
  const { backtest } = await call<{ backtest: string }>(api, "backtests.start", "mutation", { playbook });
  const state = async () =>
    (await call<{ state: string }>(api, "backtests.get", "query", { id: backtest })).state;
  await expect.poll(state, { timeout: 30_000 }).toBe("ended");
  return { backtest, pastRun: runs[0] ?? "" };
}
