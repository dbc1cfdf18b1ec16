/** How a command names a step, and its iteration where it stands in a loop: `--step ask --scope 'each[3]'`. */
export function stepOptions(step: string, scope: string): string {
  return scope === "" ? `--step ${step}` : `--step ${step} --scope '${scope}'`;
}
