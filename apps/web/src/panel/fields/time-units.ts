export const UNITS = [
  { seconds: 1, word: "seconds" },
  { seconds: 60, word: "minutes" },
  { seconds: 3_600, word: "hours" },
  { seconds: 86_400, word: "days" },
] as const;

export type Unit = (typeof UNITS)[number];

/** The largest unit in which it is a whole number: 600 → minutes. */
export function unitOf(seconds: number): Unit {
  const fitting = UNITS.filter((unit) => seconds > 0 && Number.isInteger(seconds / unit.seconds));
  return fitting.at(-1) ?? UNITS[0];
}

/** "10 minutes", "1 day" */
export function spanWords(seconds: number): string {
  const unit = unitOf(seconds);
  const count = seconds / unit.seconds;
  return `${count.toLocaleString("en")} ${count === 1 ? unit.word.slice(0, -1) : unit.word}`;
}
