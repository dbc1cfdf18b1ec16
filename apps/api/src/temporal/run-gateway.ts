import type {
  BreakpointInput,
  CancelInput,
  ChooseInput,
  DecisionInput,
  PauseInput,
  ResolveInput,
  ResumeInput,
  ScriptToCheck,
  ScriptVerdict,
  TrialToRun,
} from "@riposte/temporal/contract";
import type { DecodedExecution } from "@riposte/temporal";

/** What the API asks of running workflows. @throws UserError that says what to do, Temporal being away included. */
export interface RunGateway {
  /** @throws UserError when Temporal is away: ask before anything is put on record. */
  readonly reach: () => Promise<void>;
  /**
   * `kept`: the run has not answered, and goes by it as soon as a worker is there. `amidSteps`: others are under way
   * in the run, which are told that somebody asks.
   */
  readonly decide: (
    runId: string,
    input: Omit<DecisionInput, "ask">,
    more: { readonly amidSteps: boolean },
  ) => Promise<"heard" | "kept">;
  /** `iteration over`: the run goes on, but not there, so that nothing follows from it. */
  readonly resolve: (runId: string, input: ResolveInput) => Promise<"heard" | "iteration over">;
  readonly cancel: (runId: string, input: CancelInput) => Promise<void>;
  readonly pause: (runId: string, input: PauseInput) => Promise<void>;
  readonly resume: (runId: string, input: ResumeInput) => Promise<void>;
  readonly choose: (runId: string, input: ChooseInput) => Promise<void>;
  readonly leaveBreakpoint: (runId: string, input: BreakpointInput) => Promise<void>;
  /** Ends the workflow at once. False: Temporal has none that runs. */
  readonly terminate: (runId: string, reason: string) => Promise<boolean>;
  /** What Temporal holds of it, decrypted; the oldest history first. */
  readonly histories: (runId: string) => Promise<readonly DecodedExecution[]>;
  /** Never throws: where nobody answers soon, the script is unchecked. */
  readonly checkScript: (script: ScriptToCheck) => Promise<ScriptVerdict>;
  /** @throws UserError when Temporal is away; whether it was started is not known then. */
  readonly startTrial: (trial: TrialToRun) => Promise<void>;
  /** Whether Temporal answers, and if not, why. */
  readonly health: () => Promise<{ readonly ok: boolean; readonly detail: string }>;
  readonly close: () => Promise<void>;
}
