/** "2 attempts of 3"; who resolved a step may have had it tried more often than its retries allow. */
export function attemptsTitle(made: number, most: number | null): string {
  if (made === 1) return "Attempt and log";
  return most === null || made > most ? `${made} attempts` : `${made} attempts of ${most}`;
}
