import type { ValuePlace } from "./value-view.tsx";

/** Where the server gives this value as a file. */
export function downloadAddress({ id, part, step, scope, attempt }: ValuePlace): string {
  const query = new URLSearchParams();
  if (step !== undefined) query.set("step", step);
  if (scope !== undefined && scope !== "") query.set("scope", scope);
  if (attempt !== undefined) query.set("attempt", String(attempt));
  const text = query.toString();
  return `/download/runs/${encodeURIComponent(id)}/${part}${text === "" ? "" : `?${text}`}`;
}
