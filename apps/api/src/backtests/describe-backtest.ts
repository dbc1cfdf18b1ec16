import type { BacktestProgress } from "@riposte/db";

/** How a backtest stands, without what it found. */
export function describeBacktest(backtest: BacktestProgress) {
  const { id, playbookId, playbook: name, revision, state, author, total, done, differing } = backtest;
  return {
    id,
    playbook: { id: playbookId, name },
    revision,
    state,
    author,
    from: backtest.from?.toISOString() ?? null,
    to: backtest.to?.toISOString() ?? null,
    createdAt: backtest.createdAt.toISOString(),
    endedAt: backtest.endedAt?.toISOString() ?? null,
    /** Of how many events how many have been tried, and how many of these went otherwise. */
    total,
    done,
    differing,
  };
}
