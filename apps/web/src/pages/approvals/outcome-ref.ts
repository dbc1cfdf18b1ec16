interface OutcomePlace {
  readonly run: string;
  readonly step: string;
}

/** The address of an unknown outcome among approvals: neither ids of runs nor of steps hold a dot. */
export function outcomeRef({ run, step }: OutcomePlace): string {
  return `${run}.${step}`;
}

/** Null: the address is an approval's. */
export function readOutcomeRef(text: string): OutcomePlace | null {
  const [run = "", step = ""] = text.split(".");
  return step === "" ? null : { run, step };
}
