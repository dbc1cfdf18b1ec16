import type { Acceptance } from "@riposte/db";
import type { WebhookConfig } from "@riposte/integrations";
import type { Data } from "@riposte/template";
import { sha256 } from "./sha256.ts";
import type { Refusal } from "./refusal.ts";
import { renderKey } from "./render-key.ts";

export type RunOrder = Pick<Acceptance, "turn" | "debounce">;

/** What a trigger says of the order of its runs. */
export type OrderConfig = Pick<WebhookConfig, "oneAtATime" | "debounce">;

/** What an event has to wait for, as its trigger says; one that gives no key stands alone. */
export function runOrder({ oneAtATime, debounce }: OrderConfig, event: Data): RunOrder | Refusal {
  const turnKey = keyOf("key of runs one at a time", oneAtATime, event);
  if (typeof turnKey === "object" && turnKey !== null) return turnKey;
  const debounceKey = keyOf("debounce key", debounce, event);
  if (typeof debounceKey === "object" && debounceKey !== null) return debounceKey;
  return {
    turn:
      oneAtATime === undefined || turnKey === null ? null : { key: turnKey, otherwise: oneAtATime.otherwise },
    debounce:
      debounce === undefined || debounceKey === null
        ? null
        : { key: debounceKey, seconds: debounce.seconds, keep: debounce.keep },
  };
}

function keyOf(what: string, by: { readonly key: string } | undefined, event: Data): string | null | Refusal {
  const key = by === undefined ? null : renderKey(what, by.key, event);
  return typeof key === "string" ? sha256(key) : key;
}
