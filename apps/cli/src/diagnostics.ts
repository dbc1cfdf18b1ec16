import { z } from "zod";

/** What the compiler says of a graph, and what the API says of a graph that has not the right shape. */
const diagnostics = z.array(
  z.object({
    /** Its page is docs/diagnostics/<code>.md; a graph that has not the right shape has none. */
    code: z.string().nullish(),
    severity: z.string().default("error"),
    message: z.string(),
    node: z.string().nullish(),
    field: z.string().nullish(),
    range: z.object({ line: z.number(), column: z.number() }).nullish(),
    hint: z.string().nullish(),
    /** Where in a file it stands, as `playbook.yaml:12`. */
    place: z.string().nullish(),
  }),
);

export type Told = z.infer<typeof diagnostics>[number];

/** With where each stands in the file that the graph came from. */
export function withPlaces(found: unknown, placeOf: (told: Told) => string): readonly Told[] {
  const parsed = diagnostics.safeParse(found);
  return parsed.success ? parsed.data.map((told) => ({ ...told, place: placeOf(told) })) : [];
}

/** One line each: where, what, what to do. */
export function describeDiagnostics(found: unknown): string[] {
  const parsed = diagnostics.safeParse(found);
  if (!parsed.success) return [];
  return parsed.data.map(({ code, severity, message, node, field, range, hint, place: file }) => {
    const place = [node, field].filter((part) => part !== null && part !== undefined).join(" ");
    const within =
      range === null || range === undefined ? "" : ` (its line ${range.line}, column ${range.column})`;
    const advice = hint === null || hint === undefined ? "" : ` ${hint}`;
    const from = file === null || file === undefined ? "" : `, ${file}`;
    const name = code === null || code === undefined ? "" : ` [${code}]`;
    return `  ${severity}${place === "" ? "" : ` at ${place}${within}`}${from}: ${message}${advice}${name}`;
  });
}
