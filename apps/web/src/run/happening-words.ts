import { harmlessText } from "@riposte/plan/harmless-text";
import type { ListedRun } from "./run-data.ts";

type Happening = ListedRun["happening"][number];

/** What a run does now, or for whom it waits: "Waits for Anna, any admin: Contain the host?". */
export function happeningWords({ state, step, asks, note }: Happening): string {
  const label = harmlessText(step);
  switch (state) {
    case "approval":
      return `Waits for ${asks.length === 0 ? "a person" : harmlessText(asks.join(", "))}: ${label}`;
    case "unknown":
      return `Waits for an analyst, who says what became of ${label}`;
    case "undecided":
      return `${label} failed, and waits for an analyst, who says what becomes of it`;
    case "turn":
      return note === null ? `Waits for its turn: ${label}` : `${label}: ${harmlessText(note)}`;
    case "waiting":
      return note === null ? `Waits: ${label}` : `${label}: ${harmlessText(note)}`;
    case "running":
      return note === null ? `At ${label}` : `At ${label}: ${harmlessText(note)}`;
  }
}
