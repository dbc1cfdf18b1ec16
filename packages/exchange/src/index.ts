export { writeCacao } from "./cacao/write-cacao.ts";
export type { CacaoExport } from "./cacao/write-cacao.ts";
export { Fault } from "./fault.ts";
export type { Format } from "./format.ts";
export { importPlaybook, MOST_CHARACTERS } from "./import-playbook.ts";
export type { Imported } from "./import-playbook.ts";
export { fixesOf } from "./fixes.ts";
export type { Fix } from "./fixes.ts";
export type { ReportCode, ReportEntry, Weight } from "./report.ts";
