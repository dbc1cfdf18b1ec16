import type {
  CancelInput,
  DecideInput,
  ResolveInput,
  ScriptToCheck,
  ScriptVerdict,
} from "@riposte/temporal/contract";
import type { DecodedExecution } from "@riposte/temporal";

/** What the API asks of running workflows. @throws UserError that says what to do, Temporal being away included. */
export interface RunGateway {
  /** @throws UserError when Temporal is away: ask before anything is put on record. */
  readonly reach: () => Promise<void>;
  readonly decide: (runId: string, input: DecideInput) => Promise<void>;
  readonly resolve: (runId: string, input: ResolveInput) => Promise<void>;
  readonly cancel: (runId: string, input: CancelInput) => Promise<void>;
  /** What Temporal holds of it, decrypted; the oldest history first. */
  readonly histories: (runId: string) => Promise<readonly DecodedExecution[]>;
  /** Never throws: where nobody answers soon, the script is unchecked. */
  readonly checkScript: (script: ScriptToCheck) => Promise<ScriptVerdict>;
  /** Whether Temporal answers, and if not, why. */
  readonly health: () => Promise<{ readonly ok: boolean; readonly detail: string }>;
  readonly close: () => Promise<void>;
}
