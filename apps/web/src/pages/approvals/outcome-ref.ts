interface OutcomePlace {
  readonly run: string;
  readonly step: string;
  /** The iteration that it stands in; empty: none. */
  readonly scope: string;
}

/** The address of an unknown outcome among approvals: neither ids of runs nor of steps hold a dot or a tilde. */
export function outcomeRef({ run, step, scope }: OutcomePlace): string {
  return scope === "" ? `${run}.${step}` : `${run}.${step}.${scope.replaceAll("/", "~")}`;
}

/** Null: the address is an approval's. */
export function readOutcomeRef(text: string): OutcomePlace | null {
  const [run = "", step = "", scope = ""] = text.split(".");
  return step === "" ? null : { run, step, scope: scope.replaceAll("~", "/") };
}
