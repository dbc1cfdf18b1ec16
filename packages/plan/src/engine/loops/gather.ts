import type { Data } from "@riposte/template";
import { decodeData, encodeData } from "@riposte/template";
import type { Payload } from "../../payload.ts";
import { fitsInline, isBlob } from "../../payload.ts";
import type { LoopStep } from "../../plan.ts";
import type { LoopState } from "../state.ts";
import type { Active, Turn } from "../turn.ts";

const PART_CHARACTERS = 32 * 1024;

/** Keeps what an iteration gave. */
export function keepResult(turn: Turn, loop: Active, index: number, value: Payload): void {
  const { gathered } = stateOf(loop);
  if (isBlob(value)) gathered.parts.push({ at: index, payload: value });
  else append(turn, loop, `[${index},${value.json}]`);
}

/** `error` is JSON text. */
export function keepError(turn: Turn, loop: Active, index: number, error: string): void {
  append(turn, loop, `[${index},null,${error}]`);
}

/** Part by part into the blob store: the state stays small however many iterations there are. */
function append(turn: Turn, loop: Active, entry: string): void {
  const { gathered } = stateOf(loop);
  gathered.open += gathered.open === "" ? entry : `,${entry}`;
  if (gathered.open.length < PART_CHARACTERS) return;
  const payload = { kind: "inline", json: `[${gathered.open}]` } as const;
  const part = gathered.parts.push({ payload }) - 1;
  gathered.open = "";
  turn.commands.push({ kind: "store_value", step: loop.step.id, scope: loop.scope, part, payload });
}

/** The loop's output where that may lie in the state; null where the host has to put it together. */
export function gatherInline({ step, status }: Active<LoopStep>): Payload | null {
  const { gathered } = status.loop ?? NONE;
  if (gathered.parts.length > 0) return null;
  const json = gatherParts([{ text: `[${gathered.open}]` }], gatheringOf(step, status.loop));
  const payload = { kind: "inline", json } as const;
  return fitsInline(payload) ? payload : null;
}

export interface Gathering {
  readonly count: number;
  /** A failed iteration has null among the results; otherwise it has no place there. */
  readonly keepsPlaces: boolean;
}

export function gatheringOf(step: LoopStep, loop: LoopState | undefined): Gathering {
  return { count: loop?.next ?? 0, keepsPlaces: step.onItemFailure === "collect" };
}

/** What a loop gives, as JSON text: `{count, results, failed}`, in the order of the items. */
export function gatherParts(
  parts: readonly { readonly at?: number; readonly text: string }[],
  { count, keepsPlaces }: Gathering,
): string {
  const entries = parts.flatMap(({ at, text }): Data[][] => {
    const data = decodeData(text);
    return at === undefined ? (data as Data[][]) : [[BigInt(at), data]];
  });
  entries.sort(([a], [b]) => Number(a) - Number(b));
  const kept = keepsPlaces ? entries : entries.filter(({ length }) => length === 2);
  const failed = entries.flatMap(([index = null, , error]) =>
    error === undefined
      ? []
      : [
          new Map<string, Data>([
            ["index", index],
            ["error", error],
          ]),
        ],
  );
  return encodeData(
    new Map<string, Data>([
      ["count", BigInt(count)],
      ["results", kept.map(([, value = null]) => value)],
      ["failed", failed],
    ]),
  );
}

const NONE: { readonly gathered: LoopState["gathered"] } = { gathered: { parts: [], open: "" } };

function stateOf({ step, status }: Active): LoopState {
  if (status.loop === undefined) throw new Error(`The loop ${step.id} has not begun.`);
  return status.loop;
}
