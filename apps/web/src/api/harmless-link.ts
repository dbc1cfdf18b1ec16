import { harmlessText } from "@riposte/plan/harmless-text";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "@riposte/api/router";

/** What is only looked at. Drafts, scripts, values and whatever else is worked on or copied stays as it is. */
const SHOWN =
  /^(?:alerts|audit|inbox|outbox|people|runners|me)\.|^approvals\.(?!whole$)|^runs\.(?:list|listLive|counts|decided|related|outline|live|previewRerun)$|^playbooks\.(?:list|overview|versions)$/;

/** No text that comes from elsewhere turns a page around: each hidden code of it is shown by its number. */
export const harmlessLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        ...observer,
        next: (value) => observer.next(SHOWN.test(op.path) ? (harmless(value) as typeof value) : value),
      }),
    );

/** Held against drafts, or what the server finds others by: who draws it makes it harmless. */
const HANDED_ON: ReadonlySet<string> = new Set(["graph", "folder", "tag", "tags"]);

/** Of all texts in it; its keys are ours. */
export function harmless(value: unknown): unknown {
  if (typeof value === "string") return harmlessText(value);
  if (Array.isArray(value)) return value.map(harmless);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) => [key, HANDED_ON.has(key) ? inside : harmless(inside)]),
  );
}
