import type { Client } from "./client.ts";
import { describeDiagnostics } from "./diagnostics.ts";

type Told = Pick<
  Awaited<ReturnType<Client["playbooks"]["previewImport"]["mutate"]>>,
  "report" | "diagnostics"
>;

/** What is to be done, then how much needs nothing, then what the compiler says. */
export function tellReport({ report, diagnostics }: Told): readonly string[] {
  const open = report.filter(({ weight, isHere }) => weight !== "same" && !isHere);
  const lines = open.map(({ weight, message, line, fixes }) => {
    const place = line === null ? "" : ` (line ${line})`;
    const [first] = fixes;
    const fix = first === undefined ? "" : `\n    → ${first.label}`;
    return `  ${weight}: ${message}${place}${fix}`;
  });
  const same = report.filter(({ weight }) => weight === "same").length;
  return [
    ...lines,
    ...(same === 0 ? [] : [`  ${same} ${same === 1 ? "thing means" : "things mean"} the same here`]),
    ...describeDiagnostics(diagnostics),
  ];
}
