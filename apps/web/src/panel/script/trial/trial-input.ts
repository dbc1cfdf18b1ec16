import { formOfPart } from "../part-form.ts";
import type { ScriptDraft, ScriptPart } from "../script-draft.ts";
import { networkInput } from "../network-draft.ts";
import { keyOf } from "../script-parts.ts";
import type { TrialInput } from "./run-trial.ts";

/** What a script is given: JSON text, or what a step was given before. */
export interface Given {
  readonly input: string;
  readonly inputOf: PastStep | null;
  /** By name; "": none. */
  readonly connector: string;
}

export interface PastStep {
  readonly run: string;
  readonly step: string;
  readonly scope: string;
}

const UNNAMED = "new_script";

/** The script as it is typed at this moment, with the limits that are typed beside it. */
export function trialInput(draft: ScriptDraft, part: ScriptPart, given: Given): TrialInput {
  const { arguments: schema } = formOfPart(part);
  const type = draft.connector.trim();
  return {
    action: keyOf(part, draft.name === "" ? UNNAMED : draft.name),
    source: part.source,
    entry: part.entry,
    ...(part.python === "" ? {} : { python: part.python }),
    ...(draft.requirements.trim() === "" ? {} : { requirements: draft.requirements }),
    ...networkInput(draft),
    timeoutSeconds: draft.timeoutSeconds,
    memoryMb: draft.memoryMb,
    connectorType: type === "" ? null : type,
    connectorRequired: draft.connectorRequired,
    connector: type === "" || given.connector === "" ? null : given.connector,
    ...(schema === null ? {} : { arguments: schema as NonNullable<TrialInput["arguments"]> }),
    ...(given.inputOf === null ? { input: given.input } : { inputOf: given.inputOf }),
  };
}
