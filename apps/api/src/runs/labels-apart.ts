interface Named {
  readonly name: string;
  readonly label: string;
}

/** What a list calls steps: two with the same title are told apart by their names, "Comment alert (comment_alert_2)". */
export function labelsApart(steps: readonly Named[]): (step: Named) => string {
  const times = Map.groupBy(steps, ({ label }) => label);
  return ({ name, label }) => ((times.get(label)?.length ?? 0) > 1 ? `${label} (${name})` : label);
}
