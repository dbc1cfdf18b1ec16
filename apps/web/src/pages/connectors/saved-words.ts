interface Saved {
  readonly name: string;
  readonly changed: boolean;
  /** Whether it can be tried without sending anything. */
  readonly testable: boolean;
}

/** Saving tries nothing; where one can try, the connector's row has a button for it. */
export function savedWords({ name, changed, testable }: Saved): string {
  if (!changed) return `${name} is as it was.`;
  return testable ? `${name} is saved. Test, in its row, shows whether it works.` : `${name} is saved.`;
}
