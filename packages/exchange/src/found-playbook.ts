import type { DraftGraph } from "@riposte/draft";
import type { ReportEntry } from "./report.ts";

/** What a file of any format turned out to hold. */
export interface FoundPlaybook {
  readonly name: string;
  readonly description: string;
  /** Empty: at the top. */
  readonly folder: string;
  readonly tags: readonly string[];
  readonly graph: DraftGraph;
  readonly report: readonly ReportEntry[];
  /** The line of the file that a step comes from. */
  readonly lineOfNode: (id: string) => number | null;
}
