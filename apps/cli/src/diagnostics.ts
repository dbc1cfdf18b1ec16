import { z } from "zod";

/** What the compiler says of a graph, and what the API says of a graph that has not the right shape. */
const diagnostics = z.array(
  z.object({
    severity: z.string().default("error"),
    message: z.string(),
    node: z.string().nullish(),
    field: z.string().nullish(),
    range: z.object({ line: z.number(), column: z.number() }).nullish(),
    hint: z.string().nullish(),
  }),
);

/** One line each: where, what, what to do. */
export function describeDiagnostics(found: unknown): string[] {
  const parsed = diagnostics.safeParse(found);
  if (!parsed.success) return [];
  return parsed.data.map(({ severity, message, node, field, range, hint }) => {
    const place = [node, field].filter((part) => part !== null && part !== undefined).join(" ");
    const within =
      range === null || range === undefined ? "" : ` (line ${range.line}, column ${range.column})`;
    const advice = hint === null || hint === undefined ? "" : ` ${hint}`;
    return `  ${severity}${place === "" ? "" : ` at ${place}${within}`}: ${message}${advice}`;
  });
}
