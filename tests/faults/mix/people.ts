import { setTimeout as sleep } from "node:timers/promises";
import { call } from "../../support/api.ts";
import type { Product } from "../../support/product.ts";
import type { Dice } from "./dice.ts";
import { LEFT_ALONE } from "./draw.ts";
import type { Outside } from "./outside.ts";
import { isApproved } from "./reckon.ts";

/** Whoever sits before the product: decides, looks outside what became of a step, says what becomes of a failure. */
export interface People extends AsyncDisposable {
  /** How many outcomes nobody knew until somebody looked: done, or not done. */
  readonly unknown: { readonly happened: number; readonly missing: number };
  /** What the product last said to them that was no answer. */
  readonly lastRefusal: () => string;
}

interface Asked {
  readonly run: string;
  readonly step: string;
  readonly scope: string;
  readonly stepLabel: string;
  readonly attempt?: number;
}

interface Waiting {
  readonly approvals: readonly (Asked & { readonly id: string })[];
  readonly outcomes: readonly Asked[];
  readonly failures: readonly Asked[];
}

interface Around {
  readonly product: Product;
  readonly outside: Outside;
  readonly dice: Dice;
  /** By run. */
  readonly keys: ReadonlyMap<string, string>;
}

const LOOK_EVERY_MS = 250;
const LONGEST_THOUGHT_MS = 1_500;

/** What `riposte.send_webhook` would have given. */
const GIVEN = JSON.stringify({ status: 200, headers: {}, text: "", json: null, complete: true });

export function watchPeople({ product, outside, dice, keys }: Around): People {
  const over = new AbortController();
  const unknown = { happened: 0, missing: 0 };
  /** Who is asked thinks about it; and answers again where the product did not hear it. */
  const thinks = new Map<string, number>();
  let lastRefusal = "";

  async function settle(asked: Asked, what: string, act: () => Promise<unknown>): Promise<void> {
    const name = `${what} ${asked.run} ${asked.step} ${asked.scope} ${asked.attempt ?? ""}`;
    const due = thinks.get(name) ?? Date.now() + dice.below(LONGEST_THOUGHT_MS);
    thinks.set(name, due);
    if (Date.now() < due) return;
    try {
      await act();
      // Unless it is heard of once more, for the same place may be asked about again.
      thinks.set(name, Date.now() + LONGEST_THOUGHT_MS);
    } catch (error) {
      lastRefusal = `${name}: ${String(error)}`;
    }
  }

  async function decide(approval: Waiting["approvals"][number]): Promise<void> {
    const key = keys.get(approval.run);
    if (key === undefined || approval.stepLabel === LEFT_ALONE) return;
    const decision = isApproved(key, approval.step, approval.scope) ? "approve" : "reject";
    await settle(approval, "decide", () =>
      call(product, "approvals.decide", "mutation", { id: approval.id, decision }),
    );
  }

  async function resolve(asked: Asked): Promise<void> {
    const { run, step, scope } = asked;
    await settle(asked, "resolve", async () => {
      const happened = outside.hasHappened(`${run} ${step}@${scope}`);
      const outcome = happened ? "done" : "rerun";
      await call(product, "runs.resolve", "mutation", {
        id: run,
        step,
        scope,
        outcome,
        reason: "Looked there.",
      });
      unknown[happened ? "happened" : "missing"] += 1;
    });
  }

  async function choose(asked: Asked): Promise<void> {
    const { run, step, scope, stepLabel: choice } = asked;
    const output = choice === "skip" ? { output: GIVEN } : {};
    await settle(asked, "choose", () =>
      call(product, "runs.choose", "mutation", { id: run, step, scope, choice, ...output, reason: "So." }),
    );
  }

  async function look(): Promise<void> {
    const waiting = await call<Waiting>(product, "approvals.waiting", "query", {});
    await Promise.all([
      ...waiting.approvals.map(decide),
      ...waiting.outcomes.map(resolve),
      ...waiting.failures.map(choose),
    ]);
  }

  async function live(): Promise<void> {
    while (!over.signal.aborted) {
      await look().catch((error: unknown) => (lastRefusal = String(error)));
      await sleep(LOOK_EVERY_MS);
    }
  }

  const life = live();
  return {
    unknown,
    lastRefusal: () => lastRefusal,
    async [Symbol.asyncDispose]() {
      over.abort();
      await life;
    },
  };
}
