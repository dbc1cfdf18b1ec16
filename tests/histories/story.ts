import type { Breakpoint } from "@riposte/plan";
import type { Engine } from "../integration/engine/support/engine.ts";

export interface Story {
  readonly plan: string;
  /** JSON text. */
  readonly event: string;
  /** Where it stands, as the test of a draft. */
  readonly breakpoints?: readonly Breakpoint[];
  /** What is there before it runs. */
  readonly prepare?: (engine: Engine) => Promise<void>;
  /** What people do while it runs. */
  readonly play?: (engine: Engine, runId: string) => Promise<void>;
  /** The run that is recorded in its place, once it has ended: one that repeats it. */
  readonly rerun?: (engine: Engine, runId: string) => Promise<string>;
}
